// RUN: %tocsin %s
// STD: c++20
// theme-install: moves an unpacked theme archive into the user's collection.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

class AlreadyInstalled : public std::runtime_error {
public:
    explicit AlreadyInstalled(const fs::path& p)
        : std::runtime_error(p.string() + " is already installed (use --force)") {}
};

struct Slot {
    fs::path dest;
    bool taken;
};

class Collection {
public:
    explicit Collection(fs::path base) : base_(std::move(base)) {}

    Slot slotFor(std::string_view name) const
    {
        fs::path d = base_ / fs::path(std::string(name) + ".theme");
        const bool there = fs::exists(d);
        return Slot{std::move(d), there};
    }

    fs::path add(const fs::path& staged, bool force)
    {
        const std::string name = normalise(staged.stem().string());
        const Slot slot = slotFor(name);
        if (slot.taken && !force)
            throw AlreadyInstalled(slot.dest);

        fs::rename(staged, slot.dest); // EXPECT: file-toctou
        names_.push_back(name);
        return slot.dest;
    }

    const std::vector<std::string>& added() const { return names_; }

private:
    static std::string normalise(std::string s)
    {
        std::transform(s.begin(), s.end(), s.begin(),
                       [](unsigned char c) { return static_cast<char>(std::isalnum(c) ? std::tolower(c) : '-'); });
        if (s.empty())
            throw std::invalid_argument("theme has no name");
        return s;
    }

    fs::path base_;
    std::vector<std::string> names_;
};

int main(int argc, char** argv)
{
    bool force = false;
    std::vector<fs::path> inputs;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--force")
            force = true;
        else
            inputs.emplace_back(argv[i]);
    }
    if (inputs.size() < 2) {
        std::cerr << "usage: theme-install [--force] COLLECTION FILE...\n";
        return 2;
    }
    Collection coll(inputs.front());
    int rc = 0;
    for (auto it = inputs.begin() + 1; it != inputs.end(); ++it) {
        try {
            std::cout << "installed " << coll.add(*it, force) << '\n';
        } catch (const AlreadyInstalled& e) {
            std::cerr << e.what() << '\n';
            rc = 3;
        } catch (const std::exception& e) {
            std::cerr << "theme-install: " << e.what() << '\n';
            rc = 1;
        }
    }
    std::cout << coll.added().size() << " themes\n";
    return rc;
}
