// RUN: %tocsin %s
// Failures are told where the caller says; the version is in the record.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>

struct Run {
  std::string Name;
  int Tries = 0;
  unsigned Revision = 0;
};

class Runs {
public:
  std::unique_ptr<Run> load(const std::string &Name, std::error_code &Error) {
    std::lock_guard<std::mutex> Hold(Lock);
    auto It = All.find(Name);
    if (It != All.end())
      return std::make_unique<Run>(It->second);
    Error = std::make_error_code(std::errc::no_such_file_or_directory);
    return nullptr;
  }
  void save(const Run &R, std::error_code &Error) {
    std::lock_guard<std::mutex> Hold(Lock);
    Run &Now = All[R.Name];
    if (Now.Revision != R.Revision) {
      Error = std::make_error_code(std::errc::operation_canceled);
      return;
    }
    Now = R;
    ++Now.Revision;
  }
  void overwrite(const Run &R) {
    std::lock_guard<std::mutex> Hold(Lock);
    Run &Now = All[R.Name];
    unsigned Before = Now.Revision;
    Now = R;
    Now.Revision = Before + 1;
  }

private:
  std::mutex Lock;
  std::map<std::string, Run> All;
};

bool guilty(Runs &Store, const std::string &Name) {
  std::error_code Error;
  auto R = Store.load(Name, Error);
  if (!R)
    return false;
  R->Tries++;
  Store.overwrite(*R); // EXPECT: unversioned-write
  return true;
}

bool corrected(Runs &Store, const std::string &Name) {
  for (;;) {
    std::error_code Error;
    auto R = Store.load(Name, Error);
    if (Error)
      return false;
    R->Tries++;
    Store.save(*R, Error);
    if (!Error)
      return true;
  }
}

void initial(Runs &Store, const std::string &Name) {
  Run R;
  R.Name = Name;
  Store.overwrite(R);
}

int main() {
  Runs Store;
  initial(Store, "a");
  std::thread A([&] { guilty(Store, "a"); });
  std::thread B([&] { corrected(Store, "a"); });
  A.join();
  B.join();
}
