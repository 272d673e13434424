// STD: c++20
#include "codec.h"
#include <stdexcept>

namespace codec {

int *crcTable() {
    static int *table;
    if (!table) {
        int *t = new int[256];
        for (int i = 0; i < 256; ++i) {
            unsigned c = static_cast<unsigned>(i);
            for (int k = 0; k < 8; ++k)
                c = (c & 1) ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            t[i] = static_cast<int>(c);
        }
        table = t; // EXPECT: check-then-act
    }
    return table;
}

static const std::vector<uint8_t> &padding() {
    static const std::vector<uint8_t> zeros(64, 0);
    return zeros;
}

Decoder::Decoder(uint32_t fourcc) : desc_(Registry::instance().find(fourcc)) {
    if (!desc_)
        throw std::runtime_error("no decoder");
}

bool Decoder::decode(const std::vector<uint8_t> &in, std::vector<uint8_t> &out) {
    const int *crc = crcTable();
    unsigned c = ~0u;
    for (uint8_t b : in)
        c = static_cast<unsigned>(crc[(c ^ b) & 0xff]) ^ (c >> 8);
    out = in;
    out.insert(out.end(), padding().begin(), padding().end());
    ++frames_;
    return (~c & 1u) == 0;
}

} // namespace codec
