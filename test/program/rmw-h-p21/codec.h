#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace codec {

struct Descriptor {
    std::string name;
    uint32_t fourcc;
    int priority;
};

class Registry {
public:
    static Registry &instance();
    const Descriptor *find(uint32_t fourcc) const;
    const std::vector<Descriptor> &all() const { return table_; }

private:
    Registry();
    std::vector<Descriptor> table_;
};

int *crcTable();

class Decoder {
public:
    explicit Decoder(uint32_t fourcc);
    bool decode(const std::vector<uint8_t> &in, std::vector<uint8_t> &out);
    uint64_t frames() const { return frames_; }

private:
    const Descriptor *desc_;
    uint64_t frames_ = 0;
};

} // namespace codec
