#include "upload.h"
#include <fstream>
#include <iostream>

namespace web {

PutResult putObject(const Jail& jail, std::string_view name, std::string_view body)
{
    const std::filesystem::path target = jail.root() / name;
    if (!jail.contains(target)) {
        std::clog << "403 " << name << '\n';
        return PutResult::forbidden;
    }
    std::ofstream out;
    out.open(target, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
    if (!out) {
        std::clog << "500 " << name << '\n';
        return PutResult::failed;
    }
    out.write(body.data(), static_cast<std::streamsize>(body.size()));
    return out ? PutResult::stored : PutResult::failed;
}

} // namespace web

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    try {
        const web::Jail jail{argv[1]};
        std::string body(std::istreambuf_iterator<char>(std::cin), {});
        return web::putObject(jail, argv[2], body) == web::PutResult::stored ? 0 : 1;
    } catch (const std::filesystem::filesystem_error& e) {
        std::cerr << e.what() << '\n';
        return 3;
    }
}
