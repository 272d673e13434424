#pragma once
#include <mutex>

#if defined(__clang__)
#define TS_ATTR(x) __attribute__((x))
#else
#define TS_ATTR(x)
#endif
#define CAPABILITY(x) TS_ATTR(capability(x))
#define SCOPED_CAPABILITY TS_ATTR(scoped_lockable)
#define GUARDED_BY(x) TS_ATTR(guarded_by(x))
#define REQUIRES(...) TS_ATTR(requires_capability(__VA_ARGS__))
#define ACQUIRE(...) TS_ATTR(acquire_capability(__VA_ARGS__))
#define RELEASE(...) TS_ATTR(release_capability(__VA_ARGS__))

namespace farm {

class CAPABILITY("mutex") Mutex {
public:
    void lock() ACQUIRE() { m_.lock(); }
    void unlock() RELEASE() { m_.unlock(); }

private:
    std::mutex m_;
};

class SCOPED_CAPABILITY Lock {
public:
    explicit Lock(Mutex &m) ACQUIRE(m) : m_(m) { m_.lock(); }
    ~Lock() RELEASE() { m_.unlock(); }
    Lock(const Lock &) = delete;

private:
    Mutex &m_;
};

class Unlock {
public:
    explicit Unlock(Mutex &m) : m_(m) { m_.unlock(); }
    ~Unlock() { m_.lock(); }
    Unlock(const Unlock &) = delete;

private:
    Mutex &m_;
};

} // namespace farm
