// Password keyring of a desktop session.
#include "fsops.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

namespace fs = std::filesystem;

namespace keyring {

class Keyring {
public:
    explicit Keyring(const fs::path& home)
        : salt_(home / ".keyring.salt"), vault_(home / ".keyring.vault") {}

    void set(const std::string& key, const std::string& secret) { items_[key] = secret; }

    // The salt must be made exactly once: all vaults ever written depend on it.
    void initialise()
    {
        if (!present(salt_)) {
            std::random_device rd;
            std::string bytes;
            for (int i = 0; i < 32; ++i)
                bytes.push_back(static_cast<char>(rd() & 0xff));
            std::ofstream out(salt_, std::ios::binary); // EXPECT: file-toctou
            if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
                throw std::runtime_error("cannot store salt");
        }
    }

    void save() const
    {
        std::ofstream out(vault_, std::ios::binary | std::ios::trunc);
        if (!out)
            throw std::runtime_error(vault_.string() + ": cannot open");
        for (const auto& [k, v] : items_)
            out << k << '\t' << scramble(v) << '\n';
        out.close();
        if (out.fail())
            throw std::runtime_error(vault_.string() + ": write error");
        restrictToOwner(vault_);
    }

private:
    static std::string scramble(std::string s)
    {
        for (char& c : s)
            c = static_cast<char>(c ^ 0x2a);
        return s;
    }

    fs::path salt_;
    fs::path vault_;
    std::map<std::string, std::string> items_;
};

} // namespace keyring

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: keyring HOME\n";
        return 2;
    }
    try {
        keyring::Keyring ring{fs::path(argv[1])};
        ring.initialise();
        std::string key, secret;
        while (std::cin >> key >> secret)
            ring.set(key, secret);
        ring.save();
    } catch (const std::exception& e) {
        std::cerr << "keyring: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
