// RUN: %tocsin %s
// STD: c++20
// Profile defaults for a desktop mail reader: seeds one .ini per account.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace mailer {

using Section = std::map<std::string, std::string>;

struct Defaults {
    std::string section;
    Section keys;
};

static const std::vector<Defaults>& builtinDefaults()
{
    static const std::vector<Defaults> d = {
        {"view", {{"threaded", "1"}, {"font", "monospace"}}},
        {"compose", {{"wrap", "72"}, {"signature", ""}}},
        {"sync", {{"interval", "300"}}},
    };
    return d;
}

enum class SeedResult { Kept, Written, Failed };

class ProfileStore {
public:
    explicit ProfileStore(fs::path root) : root_(std::move(root)) {}

    SeedResult seed(const std::string& account)
    {
        if (account.empty() || account.find('/') != std::string::npos)
            throw std::invalid_argument("bad account name: " + account);

        if (fs::exists(root_ / (account + ".ini"))) {
            ++kept_;
            return SeedResult::Kept;            // never clobber a user's profile
        }

        std::string text = "# profile of " + account + "\n";
        for (const auto& def : builtinDefaults()) {
            text += "[" + def.section + "]\n";
            for (const auto& [k, v] : def.keys)
                text += k + " = " + v + "\n";
        }

        std::ofstream out(root_ / (account + ".ini"), std::ios::binary); // EXPECT: file-toctou
        if (!out)
            return SeedResult::Failed;
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.flush();
        if (!out)
            return SeedResult::Failed;
        ++written_;
        return SeedResult::Written;
    }

    unsigned kept() const { return kept_; }
    unsigned written() const { return written_; }

private:
    fs::path root_;
    unsigned kept_ = 0;
    unsigned written_ = 0;
};

} // namespace mailer

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "usage: seed-profiles DIR ACCOUNT...\n";
        return 2;
    }
    mailer::ProfileStore store(argv[1]);
    int rc = 0;
    for (int i = 2; i < argc; ++i) {
        try {
            if (store.seed(argv[i]) == mailer::SeedResult::Failed) {
                std::cerr << "cannot write profile for " << argv[i] << '\n';
                rc = 1;
            }
        } catch (const std::exception& e) {
            std::cerr << e.what() << '\n';
            rc = 1;
        }
    }
    std::cout << store.kept() << " kept, " << store.written() << " new\n";
    return rc;
}
