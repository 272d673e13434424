// RUN: %tocsin %s
// The interface of a store: the body behind it tells which value of the token
// says not to compare.
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

struct Sheet {
  std::string Name;
  long Total = 0, Revision = 0;
};
constexpr long Any = -1;
enum class Put { Done, Changed };

struct Sheets {
  virtual ~Sheets() = default;
  virtual std::optional<Sheet> load(const std::string &Name) = 0;
  virtual Put save(const Sheet &S, long IfRevision) = 0;
};

class LocalSheets : public Sheets {
public:
  std::optional<Sheet> load(const std::string &Name) override {
    std::lock_guard<std::mutex> Hold(Lock);
    auto It = All.find(Name);
    if (It == All.end())
      return std::nullopt;
    return It->second;
  }
  Put save(const Sheet &S, long IfRevision) override {
    std::lock_guard<std::mutex> Hold(Lock);
    Sheet &Now = All[S.Name];
    if (IfRevision != Any && Now.Revision != IfRevision)
      return Put::Changed;
    long Next = Now.Revision + 1;
    Now = S;
    Now.Revision = Next;
    return Put::Done;
  }

private:
  std::mutex Lock;
  std::map<std::string, Sheet> All;
};

bool guilty(Sheets &Store, const std::string &Name) {
  auto S = Store.load(Name);
  if (!S)
    return false;
  S->Total += 1;
  return Store.save(*S, Any) == Put::Done; // EXPECT: unversioned-write
}

bool guiltyRepeat(Sheets &Store, const std::string &Name) {
  auto S = Store.load(Name);
  if (!S)
    return false;
  S->Total += 1;
  Put Is = Store.save(*S, S->Revision);
  if (Is == Put::Changed)
    Is = Store.save(*S, Any); // EXPECT: unversioned-write
  return Is == Put::Done;
}

bool guiltyOnSomeWay(Sheets &Store, const std::string &Name) {
  long Revision = Any;
  Sheet Next;
  if (auto S = Store.load(Name)) {
    Next = *S;
    if (S->Total > 0)
      Revision = S->Revision;
  }
  Next.Name = Name;
  Next.Total += 1;
  return Store.save(Next, Revision) == Put::Done; // EXPECT: unversioned-write
}

bool corrected(Sheets &Store, const std::string &Name) {
  for (;;) {
    auto S = Store.load(Name);
    if (!S)
      return false;
    S->Total += 1;
    if (Store.save(*S, S->Revision) == Put::Done)
      return true;
  }
}

void initial(Sheets &Store, const std::string &Name) {
  Sheet S;
  S.Name = Name;
  if (Store.save(S, Any) != Put::Done)
    std::terminate();
}

int main() {
  LocalSheets Store;
  initial(Store, "a");
  std::thread A([&] { corrected(Store, "a"); });
  std::thread B([&] { (void)(guilty(Store, "a") || guiltyRepeat(Store, "a")); });
  A.join();
  B.join();
  return guiltyOnSomeWay(Store, "a");
}
