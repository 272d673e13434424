// STD: c++20
#include "session_hub.h"

namespace hub {

HubThreads::HubThreads(SessionHub &hub, unsigned n) {
  for (unsigned i = 0; i < n; ++i)
    threads_.emplace_back([&hub, i] {
      hub.open("peer" + std::to_string(i));
      hub.charge(512);
      hub.tick();
      hub.grantAll(8);
      hub.refund(256);
    });
  if (hub.size() == 0)
    hub.resize(150);
}

} // namespace hub
