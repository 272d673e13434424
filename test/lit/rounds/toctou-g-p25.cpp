// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Message queue segments on top of a leveldb environment; one owner per directory.
#include <cerrno>
#include <fcntl.h>
#include <iostream>
#include <leveldb/env.h>
#include <leveldb/status.h>
#include <memory>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

using leveldb::Env;
using leveldb::Status;

class DirLock {
public:
    DirLock(Env* env, std::string file) : env_(env) { status_ = env_->LockFile(std::move(file), &lock_); }
    ~DirLock()
    {
        if (lock_)
            env_->UnlockFile(lock_);
    }
    DirLock(const DirLock&) = delete;
    const Status& status() const { return status_; }

private:
    Env* env_;
    leveldb::FileLock* lock_ = nullptr;
    Status status_;
};

class FlockGuard {
public:
    explicit FlockGuard(const std::string& file) : fd_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        if (fd_ < 0 || ::flock(fd_, LOCK_EX) < 0)
            throw std::system_error(errno, std::generic_category(), file);
    }
    ~FlockGuard() { ::close(fd_); }
    FlockGuard(const FlockGuard&) = delete;

private:
    int fd_;
};

Status startSegment(Env* env, const std::string& dir, unsigned long long n)
{
    DirLock lock(env, dir + "/LOCK");
    if (!lock.status().ok())
        return lock.status();

    const std::string seg = dir + "/" + std::to_string(n) + ".seg";
    if (env->FileExists(seg))
        return Status::InvalidArgument(seg, "segment exists");

    leveldb::WritableFile* raw = nullptr;
    Status s = env->NewWritableFile(seg, &raw);
    if (!s.ok())
        return s;
    std::unique_ptr<leveldb::WritableFile> f(raw);
    s = f->Append("SEG1");
    if (s.ok())
        s = f->Sync();
    return s.ok() ? f->Close() : s;
}

bool allocateConsumer(const std::string& dir, const std::string& name)
{
    FlockGuard guard(dir + "/consumers.lock");
    const std::string file = dir + "/" + name + ".consumer";
    struct stat sb;
    if (::stat(file.c_str(), &sb) == 0)
        return false;
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        throw std::system_error(errno, std::generic_category(), file);
    const bool done = ::write(fd, "0\n", 2) == 2;
    ::close(fd);
    return done;
}

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    const Status s = startSegment(Env::Default(), argv[1], 1);
    if (!s.ok()) {
        std::cerr << s.ToString() << '\n';
        return 1;
    }
    return allocateConsumer(argv[1], argv[2]) ? 0 : 1;
}
