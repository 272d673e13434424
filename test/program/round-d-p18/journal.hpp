#pragma once
#include <string>
#include <string_view>

namespace kv {

class Journal {
public:
    explicit Journal(std::string file);
    bool fresh() const;
    void writeHeader(std::string_view magic);
    void begin();
    const std::string& file() const { return file_; }

private:
    std::string file_;
    bool started_ = false;
};

} // namespace kv
