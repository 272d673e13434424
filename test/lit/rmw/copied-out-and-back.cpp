// RUN: %tocsin %s
// STD: c++17
// A text, a list, a shared pointer or a record with such parts is copied under
// the lock, changed without it, and put back.
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct Profile {
  std::string Name;
  std::vector<int> Scores;
  int Level = 0;
};

class Players {
public:
  void rename(const std::string &To) {
    Profile Copy;
    {
      std::lock_guard<std::mutex> G(M);
      Copy = One;
    }
    Copy.Name = To;
    std::lock_guard<std::mutex> G(M);
    One = Copy; // EXPECT: lost-update
  }
  void extend() {
    std::unique_lock<std::mutex> L(M);
    std::string Text = Motto;
    L.unlock();
    Text += '!';
    L.lock();
    Motto = Text; // EXPECT: lost-update
  }
  void score(int N) {
    std::shared_ptr<Profile> Now = snapshot();
    auto Next = std::make_shared<Profile>(*Now);
    Next->Scores.push_back(N);
    std::lock_guard<std::mutex> G(M);
    Best = std::move(Next); // EXPECT: lost-update
  }

  // All of it under the lock.
  void scoreAlone(int N) {
    std::lock_guard<std::mutex> G(M);
    auto Next = std::make_shared<Profile>(*Other);
    Next->Scores.push_back(N);
    Other = std::move(Next);
  }
  // Looked at again before it is put back.
  bool tryScore(int N) {
    std::unique_lock<std::mutex> L(M);
    std::shared_ptr<Profile> Now = Third;
    L.unlock();
    auto Next = std::make_shared<Profile>(*Now);
    Next->Scores.push_back(N);
    L.lock();
    if (Third != Now)
      return false;
    Third = std::move(Next);
    return true;
  }
  // What is put back does not come from what was there.
  std::string swapMotto(std::string To) {
    std::unique_lock<std::mutex> L(M);
    std::string Old = Sign;
    L.unlock();
    log(Old);
    L.lock();
    Sign = std::move(To);
    return Old;
  }

private:
  std::shared_ptr<Profile> snapshot() const {
    std::lock_guard<std::mutex> G(M);
    return Best;
  }
  void log(const std::string &Text);
  mutable std::mutex M;
  Profile One;
  std::string Motto, Sign;
  std::shared_ptr<Profile> Best, Other, Third;
};

void use(Players &P) {
  P.rename("a");
  P.extend();
  P.score(1);
  P.scoreAlone(1);
  P.tryScore(1);
  P.swapMotto("b");
}
