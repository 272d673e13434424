// RUN: %tocsin %s
// STD: c++17
// What a search has found stands where it was found only as long as the lock
// of the search is held.
#include <algorithm>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

struct Ticket {
  int Id;
  int Owner;
};

class Desk {
public:
  void close(int I) {
    std::lock_guard<std::mutex> L(M);
    Open[I].Id = 0;
    Seats[I].Id = 0;
  }

  void enqueue(Ticket T) {
    std::lock_guard<std::mutex> L(M);
    Line.push_back(T);
  }

  bool cancel(int Id) {
    std::size_t At;
    {
      std::lock_guard<std::mutex> L(M);
      auto It = std::find_if(Line.begin(), Line.end(),
                             [Id](const Ticket &T) { return T.Id == Id; });
      if (It == Line.end())
        return false;
      At = It - Line.begin();
    }
    std::lock_guard<std::mutex> L(M);
    if (At >= Line.size()) // says nothing of who stands there
      return false;
    Line.erase(Line.begin() + At); // EXPECT: check-then-act
    return true;
  }

  bool cancelAtOnce(int Id) {
    std::lock_guard<std::mutex> L(M);
    auto It = std::find_if(Line.begin(), Line.end(),
                           [Id](const Ticket &T) { return T.Id == Id; });
    if (It == Line.end())
      return false;
    Line.erase(It);
    return true;
  }

  bool assign(int Id, int Who) {
    std::size_t At = 0;
    {
      std::lock_guard<std::mutex> L(M);
      while (At < Open.size() && Open[At].Id != Id)
        ++At;
      if (At == Open.size())
        return false;
    }
    std::lock_guard<std::mutex> L(M);
    Open[At].Owner = Who; // EXPECT: check-then-act
    return true;
  }

  bool assignIfStill(int Id, int Who) {
    std::size_t At = 0;
    {
      std::lock_guard<std::mutex> L(M);
      while (At < Open.size() && Open[At].Id != Id)
        ++At;
      if (At == Open.size())
        return false;
    }
    std::lock_guard<std::mutex> L(M);
    if (Open[At].Id != Id)
      return false;
    Open[At].Owner = Who;
    return true;
  }

  bool seat(int Id, int Who) {
    int At = -1;
    {
      std::lock_guard<std::mutex> L(M);
      for (int I = 0; I < 8; ++I)
        if (Seats[I].Id == Id)
          At = I;
      if (At < 0)
        return false;
    }
    std::lock_guard<std::mutex> L(M);
    Seats[At].Owner = Who; // EXPECT: check-then-act
    return true;
  }

  bool seatAtOnce(int Id, int Who) {
    std::lock_guard<std::mutex> L(M);
    for (int I = 0; I < 8; ++I)
      if (Seats[I].Id == Id) {
        Seats[I].Owner = Who;
        return true;
      }
    return false;
  }

private:
  std::mutex M;
  std::deque<Ticket> Line;
  std::vector<Ticket> Open;
  Ticket Seats[8] = {};
};
