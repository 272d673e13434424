// RUN: %tocsin %s
// STD: c++20
// Price book of the matching gateway: every reload maps a new image file and retires the earlier ones.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace pricing {

struct Level {
    std::int64_t price;
    std::int64_t quantity;
};

struct Image {
    std::uint64_t version = 0;
    std::string file;
    void* base = nullptr;
    std::size_t length = 0;

    const Level* levels() const { return static_cast<const Level*>(base); }
    std::size_t count() const { return length / sizeof(Level); }
};

class PriceBook {
public:
    ~PriceBook()
    {
        for (Image* img : images_)
            dispose(img);
    }

    bool reload(const std::string& file)
    {
        const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return false;
        struct stat st {};
        if (::fstat(fd, &st) != 0 || st.st_size == 0) {
            ::close(fd);
            return false;
        }
        void* p = ::mmap(nullptr, static_cast<std::size_t>(st.st_size), PROT_READ, MAP_SHARED, fd, 0);
        ::close(fd);
        if (p == MAP_FAILED)
            return false;

        auto* img = new Image;
        img->file = file;
        img->base = p;
        img->length = static_cast<std::size_t>(st.st_size);

        std::lock_guard<std::mutex> g(mu_);
        img->version = ++version_;
        images_.push_back(img);
        current_ = img;
        return true;
    }

    const Image* current() const
    {
        std::lock_guard<std::mutex> g(mu_);
        return current_;
    }

    void retireOld()
    {
        std::lock_guard<std::mutex> g(mu_);
        if (!current_)
            return;
        auto it = images_.begin();
        while (it != images_.end()) {
            Image* img = *it;
            if (img->version < current_->version) {
                it = images_.erase(it);
                dispose(img); // EXPECT: timestamp-cleanup
            } else {
                ++it;
            }
        }
    }

private:
    static void dispose(Image* img)
    {
        ::munmap(img->base, img->length);
        if (::unlink(img->file.c_str()) != 0)
            std::perror(img->file.c_str());
        delete img;
    }

    mutable std::mutex mu_;
    std::vector<Image*> images_;
    Image* current_ = nullptr;
    std::uint64_t version_ = 0;
};

std::int64_t depth(const PriceBook& book, std::int64_t limit)
{
    const Image* img = book.current();
    if (!img)
        return 0;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < img->count() && img->levels()[i].price <= limit; ++i)
        sum += img->levels()[i].quantity;
    return sum;
}

} // namespace pricing
