// RUN: %tocsin %s
// STD: c++17
// An argument of the guard says in which mode it takes the lock.
#include <map>
#include <pthread.h>

class RwLock {
public:
  void lockShared() { pthread_rwlock_rdlock(&Lock); }
  void lockAlone() { pthread_rwlock_wrlock(&Lock); }
  void unlock() { pthread_rwlock_unlock(&Lock); }

private:
  pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
};

enum class Want { Read, Write };

class Section {
public:
  Section(RwLock &L, Want W) : L(L) {
    if (W == Want::Write)
      L.lockAlone();
    else
      L.lockShared();
  }
  ~Section() { L.unlock(); }

private:
  RwLock &L;
};

class Prices {
public:
  void set(int Item, int Price) {
    Section S(Lock, Want::Write);
    Of[Item] = Price;
  }
  void drop(int Item) {
    Section S(Lock, Want::Read);
    Of.erase(Item); // EXPECT: lost-update
  }
  int get(int Item) {
    Section S(Lock, Want::Read);
    auto It = Of.find(Item);
    return It == Of.end() ? 0 : It->second;
  }

private:
  RwLock Lock;
  std::map<int, int> Of;
};

void serve(Prices &P) {
  P.set(1, 2);
  P.drop(1);
  P.get(1);
}
