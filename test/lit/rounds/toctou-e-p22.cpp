// RUN: %tocsin %s
// STD: c++20
// Toolchain probe of a build generator: compiles little programs in a private
// directory to learn what the compiler can do.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

struct ProbeResult {
    bool compiled = false;
    std::uintmax_t object_size = 0;
    std::string log;
};

static std::string read_text(const fs::path& p) {
    std::ifstream in(p);
    std::ostringstream s;
    s << in.rdbuf();
    return s.str();
}

ProbeResult probe(const std::string& compiler, const std::string& source,
                  const std::vector<std::string>& flags) {
    const char* base = std::getenv("TMPDIR");
    std::string templ = std::string(base && *base ? base : "/tmp") + "/probe-XXXXXX";
    if (!mkdtemp(templ.data()))
        throw std::runtime_error("mkdtemp failed");
    const fs::path dir = templ;
    const fs::path src = dir / "conftest.cpp";
    const fs::path obj = dir / "conftest.o";
    const fs::path log = dir / "log.txt";

    if (!fs::exists(src)) {
        std::ofstream out(src);
        out << source;
    }

    std::string cmd = compiler;
    for (const auto& f : flags)
        cmd += " " + f;
    cmd += " -c " + src.string() + " -o " + obj.string() + " >" + log.string() + " 2>&1";

    ProbeResult r;
    r.compiled = std::system(cmd.c_str()) == 0;
    struct stat st;
    if (stat(obj.c_str(), &st) == 0 && S_ISREG(st.st_mode)) {
        r.object_size = static_cast<std::uintmax_t>(st.st_size);
        unlink(obj.c_str());
    }
    if (fs::exists(log))
        r.log = read_text(log);
    std::error_code ec;
    fs::remove_all(dir, ec);
    return r;
}

class FeatureTable {
public:
    explicit FeatureTable(std::string compiler) : compiler_(std::move(compiler)) {}

    bool check(const std::string& name, const std::string& code) {
        const ProbeResult r = probe(compiler_, code, {"-std=c++17"});
        std::cout << "checking for " << name << "... " << (r.compiled ? "yes" : "no") << '\n';
        if (!r.compiled && !r.log.empty())
            failures_ += r.log;
        return r.compiled;
    }

    const std::string& failures() const { return failures_; }

private:
    std::string compiler_;
    std::string failures_;
};

int main(int argc, char** argv) {
    FeatureTable t(argc > 1 ? argv[1] : "c++");
    bool all = t.check("structured bindings", "#include <utility>\nvoid f(){auto [a,b]=std::pair<int,int>(1,2);(void)a;(void)b;}\n");
    all &= t.check("if constexpr", "template<int N> int g(){if constexpr(N>1)return 1;return 0;}\n");
    std::cerr << t.failures();
    return all ? 0 : 1;
}
