// RUN: %tocsin %s
// STD: c++20
// The version is compared two helpers deep; a stale one is refused by throwing.
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

struct Sheet {
  std::string Text;
  unsigned long Version = 1;
};

class Folder {
  static bool same(const Sheet &S, unsigned long V) { return S.Version == V; }
  static void require(const Sheet &S, unsigned long V) {
    if (!same(S, V))
      throw std::runtime_error("changed");
  }

  mutable std::mutex Mu;
  std::map<int, Sheet> Sheets;

public:
  Sheet get(int Id) const {
    std::lock_guard<std::mutex> G(Mu);
    return Sheets.at(Id);
  }
  void put(int Id, Sheet New) {
    std::lock_guard<std::mutex> G(Mu);
    Sheet &Old = Sheets.at(Id);
    require(Old, New.Version);
    New.Version = Old.Version + 1;
    Old = std::move(New);
  }
  void overwrite(int Id, Sheet New) {
    std::lock_guard<std::mutex> G(Mu);
    Sheets.at(Id) = std::move(New);
  }
};

void corrected(Folder &F) {
  Sheet S = F.get(7);
  S.Text += "!";
  F.put(7, std::move(S));
}

void guilty(Folder &F) {
  Sheet S = F.get(7);
  S.Text += "!";
  F.overwrite(7, std::move(S)); // EXPECT: lost-update
}

int main() {
  Folder F;
  auto Work = [&] {
    corrected(F);
    guilty(F);
  };
  std::thread A(Work), B(Work);
  A.join();
  B.join();
}
