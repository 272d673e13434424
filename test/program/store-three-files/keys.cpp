#include "session.h"

std::string quotaOf(const std::string &tenant) {
  return "/quota/" + tenant + "/used";
}
