// STD: c++20
#include "tailer.h"
#include "fsutil.h"
#include <cstdlib>

namespace shipper {

Tailer::Tailer(std::filesystem::path log, std::filesystem::path stateDir)
    : path_(std::move(log)), state_(std::move(stateDir) / path_.filename())
{
    state_ += ".pos";
    loadCheckpoint();
}

void Tailer::loadCheckpoint()
{
    if (!std::filesystem::exists(state_))
        return;
    if (auto text = slurp(state_))
        offset_ = std::strtoull(text->c_str(), nullptr, 10);
}

bool Tailer::saveCheckpoint() const
{
    return replaceFile(state_, std::to_string(offset_));
}

bool Tailer::drained() const
{
    return offset_ > 0 && sizeOf(path_) == offset_;
}

std::size_t Tailer::pump(const Sink& sink)
{
    std::ifstream in(path_, std::ios::binary);
    if (!in)
        return 0;
    in.seekg(static_cast<std::streamoff>(offset_));
    std::size_t n = 0;
    std::string line;
    while (std::getline(in, line)) {
        if (in.eof())
            break;
        if (!sink(line))
            break;
        offset_ += line.size() + 1;
        ++n;
    }
    return n;
}

} // namespace shipper
