// RUN: %tocsin %s
// STD: c++20
// Plug-in installer of the instrument server: unpacked members are written below the
// plug-in directory, launchers are marked executable.
#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <Poco/Path.h>

#include <iostream>
#include <string>
#include <vector>

using Poco::File;
using Poco::FileOutputStream;
using Poco::Path;

struct Member {
    std::string name;
    std::string body;
    bool launcher;
};

class PluginInstaller {
public:
    explicit PluginInstaller(const std::string &dir) : dir_(dir) { File(dir_).createDirectories(); }

    void install(const std::vector<Member> &members) {
        for (const Member &m : members) {
            if (m.name.find('/') != std::string::npos)
                throw Poco::PathSyntaxException(m.name);
            write(m);
        }
    }

    void publish(const std::string &link, const std::string &version) {
        File marker(Path(dir_, "VERSION." + version));
        if (marker.createFile())
            std::cout << "version " << version << " now available as " << link << '\n';
    }

private:
    void write(const Member &m) {
        Path target(dir_, m.name);
        File f(target);
        if (f.exists()) {
            if (f.isLink() || !f.isFile())
                throw Poco::FileAccessDeniedException(target.toString(), "is not a plain file");
            std::cout << "updating " << m.name << '\n';
        }

        FileOutputStream out(target.toString(), std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        out << m.body;
        out.close();
        if (!out.good())
            throw Poco::WriteFileException(target.toString());
        if (m.launcher)
            f.setExecutable(true); // EXPECT: create-then-name
    }

    std::string dir_;
};

int main(int argc, char **argv) {
    const std::string dir = argc > 1 ? argv[1] : "/var/tmp/instruments/plugins";
    try {
        PluginInstaller installer(dir);
        installer.install({{"scope.lua", "return {}\n", false}, {"run-scope", "#!/bin/sh\nexec lua scope.lua\n", true}});
        installer.publish("scope", "1.4");
    } catch (const Poco::Exception &e) {
        std::cerr << e.displayText() << '\n';
        return 1;
    }
}
