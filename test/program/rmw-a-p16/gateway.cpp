// STD: c++20
#include "sessions.h"

#include <cstdio>

void Gateway::handle(const std::string& token, const std::string& user) {
  if (!store_.contains(token)) {
    Session s;
    s.user = user;
    store_.put(token, s); // EXPECT: check-then-act
  }

  const std::uint64_t seen = store_.hits(token);
  store_.setHits(token, seen + 1); // EXPECT: lost-update

  if (user == "root" && store_.promote(token, 2)) std::printf("%s promoted\n", token.c_str());
}

void Gateway::logout(const std::string& token) {
  if (store_.erase(token)) std::printf("%s gone\n", token.c_str());
}
