// RUN: %tocsin %s
// STD: c++20
// Map tile renderer: a pool of threads writes tiles to <root>/<zoom>/<x>/<y>.
#include <sys/stat.h>
#include <sys/types.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <syncstream>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

struct Tile {
    int z, x, y;
};

class TileWriter {
public:
    explicit TileWriter(fs::path root) : root_(std::move(root)) {}

    void image(const Tile &t, const std::vector<unsigned char> &rgb) const
    {
        const fs::path dir = column(t);
        write(dir / (std::to_string(t.y) + ".ppm"), rgb);
    }

    void legend(const Tile &t, const std::string &text) const
    {
        const fs::path dir = root_ / "legend" / std::to_string(t.z);
        ensure(root_ / "legend");
        ensure(dir);
        std::ofstream(dir / (std::to_string(t.x) + "-" + std::to_string(t.y) + ".txt")) << text;
    }

private:
    fs::path column(const Tile &t) const
    {
        fs::path dir = root_ / std::to_string(t.z);
        ensure(dir);
        dir /= std::to_string(t.x);

        const fs::file_status st = fs::status(dir);
        switch (st.type()) {
        case fs::file_type::directory:
            return dir;
        case fs::file_type::not_found:
            break;
        default:
            throw std::runtime_error(dir.string() + " is in the way");
        }
        if (::mkdir(dir.c_str(), 0755) == -1) // EXPECT: file-toctou
            throw std::system_error(errno, std::generic_category(), "mkdir " + dir.string());
        return dir;
    }

    static void ensure(const fs::path &dir)
    {
        if (::mkdir(dir.c_str(), 0755) == 0)
            return;
        int err = errno;
        if (err == EEXIST && fs::is_directory(dir))
            return;
        throw std::system_error(err, std::generic_category(), "mkdir " + dir.string());
    }

    static void write(const fs::path &file, const std::vector<unsigned char> &rgb)
    {
        std::ofstream out(file, std::ios::binary);
        out << "P6\n256 256\n255\n";
        out.write(reinterpret_cast<const char *>(rgb.data()), static_cast<std::streamsize>(rgb.size()));
        if (!out)
            throw std::runtime_error("cannot write " + file.string());
    }

    fs::path root_;
};

static std::vector<unsigned char> render(const Tile &t)
{
    std::vector<unsigned char> rgb(256 * 256 * 3);
    for (std::size_t i = 0; i < rgb.size(); ++i)
        rgb[i] = static_cast<unsigned char>(128 + 127 * std::sin((t.x * 31 + t.y * 17 + t.z) * 0.01 * double(i % 771)));
    return rgb;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    const int zoom = argc > 2 ? std::stoi(argv[2]) : 4;
    const int side = 1 << zoom;
    TileWriter writer(argv[1]);
    std::atomic<int> next{0};
    std::atomic<bool> failed{false};

    {
        std::vector<std::jthread> pool;
        for (unsigned n = 0; n < std::max(2u, std::thread::hardware_concurrency()); ++n)
            pool.emplace_back([&] {
                for (int i; (i = next.fetch_add(1)) < side * side && !failed;) {
                    Tile t{zoom, i / side, i % side};
                    try {
                        writer.image(t, render(t));
                        writer.legend(t, "tile " + std::to_string(i) + "\n");
                    } catch (const std::exception &e) {
                        std::osyncstream(std::cerr) << e.what() << '\n';
                        failed = true;
                    }
                }
            });
    }
    return failed ? 1 : 0;
}
