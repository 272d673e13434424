// RUN: %tocsin %s
// STD: c++17
// A closure that is called in place shares its maker's local with nobody,
// however many threads run both; one that is started shares it.
#include <thread>
#include <vector>

template <class F> void each(const std::vector<int> &All, F Do) {
  for (int X : All)
    Do(X);
}

class Table {
public:
  long sum() {
    long Total = 0;
    each(Rows, [&](int X) { Total += X; });
    return Total;
  }
  long sumTwice() {
    long Total = 0;
    std::thread A([&] { each(Rows, [&](int X) { Total += X; }); }); // EXPECT: lost-update
    each(Rows, [&](int X) { Total += X; }); // EXPECT: lost-update
    A.join();
    return Total;
  }

private:
  std::vector<int> Rows;
};

void serve(Table &T) {
  std::thread A([&] { T.sum(); });
  std::thread B([&] { T.sum(); });
  A.join();
  B.join();
  T.sumTwice();
}
