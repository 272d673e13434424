// STD: c++20
#include <cstdio>
#include <thread>

#include "room.h"

static void join_room(RoomDirectory& dir, const std::string& name, const std::string& user) {
  if (!dir.has(name)) {
    dir.create(name, user); // EXPECT: check-then-act
  }
  if (auto room = dir.find(name)) room->post(user + " joined");
}

static void pin_message(RoomDirectory& dir, const std::string& name) {
  auto room = dir.find(name);
  if (!room) return;
  room->post("pinned");
  int rev = room->revision();
  room->set_revision(rev + 1); // EXPECT: lost-update
}

static void side_channel(RoomDirectory& dir, const std::string& user) {
  auto room = dir.open("lounge", user);
  room->rename("welcome " + user);
  room->post("hi");
}

int main() {
  RoomDirectory dir;
  std::vector<std::thread> clients;
  for (int c = 0; c < 6; ++c) {
    clients.emplace_back([&dir, c] {
      const std::string user = "user" + std::to_string(c);
      for (int i = 0; i < 100; ++i) {
        join_room(dir, "room" + std::to_string(i % 8), user);
        pin_message(dir, "room" + std::to_string(i % 8));
        side_channel(dir, user);
      }
    });
  }
  for (auto& t : clients) t.join();
  if (auto r = dir.find("room0")) std::printf("room0 rev %d, %zu lines\n", r->revision(), r->backlog());
  return 0;
}
