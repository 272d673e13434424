// RUN: %tocsin %s
// STD: c++20
// Mail client: hand an attachment to an external viewer through a scratch file.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Attachment {
    std::string mime;
    std::vector<char> body;
};

class Scratch {
public:
    Scratch()
    {
        std::array<char, L_tmpnam> raw{};
        if (std::tmpnam(raw.data()))
            name_ = raw.data();
    }
    bool valid() const { return !name_.empty(); }
    const std::string& name() const { return name_; }

    bool fill(const std::vector<char>& bytes)
    {
        if (!valid())
            return false;
        std::ofstream os(name_, std::ios::binary | std::ios::trunc); // EXPECT: temp-name
        if (!os.is_open())
            return false;
        os.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return os.good();
    }

private:
    std::string name_;
};

static std::optional<std::string> viewerFor(std::string_view mime)
{
    if (mime.substr(0, 6) == "image/")
        return "display";
    if (mime == "application/pdf")
        return "xpdf";
    return std::nullopt;
}

int showAttachment(const Attachment& att)
{
    auto viewer = viewerFor(att.mime);
    if (!viewer) {
        std::cerr << "no viewer for " << att.mime << '\n';
        return 1;
    }
    Scratch s;
    if (!s.fill(att.body)) {
        std::cerr << "cannot write scratch file\n";
        return 1;
    }
    std::cout << "run: " << *viewer << ' ' << s.name() << std::endl;
    return 0;
}
