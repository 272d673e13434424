// STD: c++20
#include "claims.h"

#include <fstream>
#include <filesystem>

namespace store {

class SegmentReader {
public:
    SegmentReader(const std::filesystem::path& dir, std::string name)
        : name_(std::move(name)) {
        claimed_ = claims().claim(name_);
        if (claimed_)
            in_.open(dir / name_, std::ios::binary);
    }
    ~SegmentReader() {
        if (claimed_)
            claims().drop(name_);
    }
    bool ready() const { return claimed_ && in_.is_open(); }

private:
    std::string name_;
    bool claimed_ = false;
    std::ifstream in_;
};

bool probe(const std::filesystem::path& dir, const std::string& name) {
    SegmentReader r(dir, name);
    return r.ready();
}

}  // namespace store
