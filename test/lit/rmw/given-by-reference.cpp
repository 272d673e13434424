// RUN: %tocsin %s
// A local that two threads get by std::ref or by its address is shared by them;
// one for each thread is not.
#include <functional>
#include <thread>
#include <vector>

void growRef(long &Sum, long By) { Sum = Sum + By; } // EXPECT: lost-update
void growPointer(long *Sum, long By) { *Sum += By; } // EXPECT: lost-update
void growRound(long &Sum, long By) { Sum -= By; } // EXPECT: lost-update
void growOwn(long &Sum, long By) { Sum += By; }
void growInLoop(long &Sum, long By) { Sum += By; }

long guiltyRef() {
  long Sum = 0;
  std::thread A(growRef, std::ref(Sum), 1), B(growRef, std::ref(Sum), 2);
  A.join();
  B.join();
  return Sum;
}

long guiltyPointer() {
  long Sum = 0;
  std::vector<std::thread> All;
  for (int I = 0; I < 3; ++I)
    All.emplace_back(growPointer, &Sum, I);
  for (std::thread &T : All)
    T.join();
  return Sum;
}

long guiltyEachRound() {
  long Total = 0;
  for (int Round = 0; Round < 3; ++Round) {
    long Sum = 0;
    std::vector<std::thread> All;
    for (int I = 0; I < 3; ++I)
      All.emplace_back(growRound, std::ref(Sum), I);
    for (std::thread &T : All)
      T.join();
    Total += Sum;
  }
  return Total;
}

long corrected() {
  long First = 0, Second = 0;
  std::thread A(growOwn, std::ref(First), 1), B(growOwn, std::ref(Second), 2);
  A.join();
  B.join();
  for (int I = 0; I < 3; ++I) {
    long Sum = 0;
    std::thread T(growInLoop, std::ref(Sum), I);
    T.join();
    First += Sum;
  }
  return First + Second;
}
