// RUN: %tocsin %s
// STD: c++20
// The name lives in an object.
#include <fcntl.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

class Journal {
public:
    explicit Journal(std::string file) : file_(std::move(file)) {}
    bool open()
    {
        struct stat st;
        if (::lstat(file_.c_str(), &st) != 0 || S_ISLNK(st.st_mode))
            return false;
        fd_ = ::open(file_.c_str(), O_WRONLY | O_APPEND); // EXPECT: file-toctou
        return fd_ >= 0;
    }
    bool reopen()
    {
        struct stat st;
        const int fd = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_NOFOLLOW);
        if (fd < 0)
            return false;
        if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
            ::close(fd);
            return false;
        }
        fd_ = fd;
        return true;
    }
private:
    std::string file_;
    int fd_ = -1;
};

class Marker {
public:
    explicit Marker(const std::string& p) : path_(p)
    {
        if (::access(path_.c_str(), F_OK) == 0)
            return;
        const int fd = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644); // EXPECT: file-toctou
        if (fd >= 0)
            ::close(fd);
    }
private:
    std::string path_;
};

class MarkerB {
public:
    explicit MarkerB(const std::string& p) : path_(p)
    {
        const int fd = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0644);
        mine_ = fd >= 0;
        if (fd >= 0)
            ::close(fd);
    }
    ~MarkerB()
    {
        if (mine_)
            ::unlink(path_.c_str());
    }
private:
    std::string path_;
    bool mine_ = false;
};

class Trimmer {
public:
    explicit Trimmer(const char* p) : path_(p) {}
    ~Trimmer()
    {
        if (::access(path_, W_OK) == 0)
            ::truncate(path_, 0); // EXPECT: file-toctou
    }
private:
    const char* path_;
};

class Sink {
public:
    virtual ~Sink() = default;
    virtual bool put(const std::string& p) = 0;
};

class TextSink : public Sink {
public:
    bool put(const std::string& p) override
    {
        if (std::filesystem::exists(p))
            return false;
        std::ofstream o(p); // EXPECT: file-toctou
        o << "text\n";
        return bool(o);
    }
};

class BinSink : public Sink {
public:
    bool put(const std::string& p) override
    {
        std::unique_ptr<FILE, int (*)(FILE*)> f(std::fopen(p.c_str(), "wx"), &std::fclose);
        return f && std::fputs("text\n", f.get()) >= 0;
    }
};

class Gate {
public:
    explicit Gate(std::string p) : p_(std::move(p)) {}
    bool fits() const
    {
        struct stat st;
        return ::lstat(p_.c_str(), &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == ::getuid();
    }
    bool widen()
    {
        if (!fits())
            return false;
        return ::chmod(p_.c_str(), 0664) == 0; // EXPECT: file-toctou
    }
    bool widenOther(const std::string& q)
    {
        if (!fits())
            return false;
        return ::chmod(q.c_str(), 0664) == 0;
    }
private:
    std::string p_;
};

bool drive(const std::string& a)
{
    std::unique_ptr<Sink> s = std::make_unique<TextSink>();
    std::unique_ptr<Sink> t = std::make_unique<BinSink>();
    return s->put(a) || t->put(a);
}
