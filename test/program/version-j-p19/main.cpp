// STD: c++20
#include "rating.h"
#include <iostream>
#include <thread>

int main() {
  SubscriberRepo repo;
  RatingEngine rating(repo);
  rating.provision("+491700000001", "prepaid");
  rating.topUp("+491700000001", 5000);

  std::thread calls([&] {
    for (int i = 0; i < 100; ++i)
      rating.chargeCall("+491700000001", 30 + i);
  });
  std::thread gateway([&] {
    for (int i = 0; i < 10; ++i)
      rating.topUp("+491700000001", 100);
  });
  std::thread portal([&] { rating.changePlan("+491700000001", "flat"); });
  calls.join();
  gateway.join();
  portal.join();
  std::cout << repo.find("+491700000001")->balanceCents << '\n';
}
