// STD: c++20
#include "renders.hpp"

#include <fstream>
#include <sstream>

std::string RenderStore::load(const std::string& key) {
    std::lock_guard<std::mutex> io(io_mu_);
    const auto file = dir_ / (key + ".png");
    if (!std::filesystem::exists(file)) return {};
    std::ostringstream body;
    std::ifstream head(dir_ / (key + ".hdr"), std::ios::binary);
    body << head.rdbuf();
    std::ifstream in(file, std::ios::binary);
    body << in.rdbuf();
    return body.str();
}

void RenderStore::save(const std::string& key, const std::string& png) {
    std::lock_guard<std::mutex> io(io_mu_);
    std::ofstream(dir_ / (key + ".hdr"), std::ios::binary) << png.size() << '\n';
    std::ofstream(dir_ / (key + ".png"), std::ios::binary) << png;
}
