// RUN: %tocsin %s
// STD: c++20
// Report server: renders statements into a public directory and keeps per-user scratch areas.
#include <cerrno>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>
#include <stdlib.h>
#include <unistd.h>
#include <Poco/DirectoryIterator.h>
#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <Poco/Path.h>
#include <Poco/TemporaryFile.h>

namespace reports {

struct Line {
    std::string account;
    long cents = 0;
};

class Statement {
public:
    explicit Statement(std::vector<Line> lines) : lines_(std::move(lines)) {}

    std::string text() const {
        std::ostringstream os;
        for (const Line& l : lines_)
            os << l.account << ';' << l.cents / 100 << '.' << l.cents % 100 << '\n';
        return os.str();
    }

private:
    std::vector<Line> lines_;
};

class Publisher {
public:
    explicit Publisher(const std::string& dir) : dir_(Poco::Path::forDirectory(dir)) {
        Poco::File(dir_).createDirectories();
    }

    // The converter is an external program and wants a file name.
    std::string spoolForConverter(const Statement& s) const {
        const std::string name = Poco::TemporaryFile::tempName("/var/tmp");
        Poco::FileOutputStream out(name); // EXPECT: temp-name
        out << s.text();
        out.close();
        return name;
    }

    std::string spoolForPrinter(const Statement& s) const {
        std::string name = "/var/tmp/printXXXXXX";
        const int fd = ::mkstemp(name.data());
        if (fd < 0)
            throw Poco::CreateFileException(name, errno);
        const std::string text = s.text();
        const bool done = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        if (::close(fd) != 0 || !done)
            throw Poco::WriteFileException(name);
        return name;
    }

    // A published statement is final; any of the servers may be the first to publish.
    void publish(const std::string& period, const std::string& rendered) const {
        const Poco::Path target(dir_, period + ".csv");
        Poco::File present(target);
        if (present.exists())
            throw Poco::FileExistsException(target.toString());
        Poco::File(rendered).renameTo(target.toString()); // EXPECT: file-toctou
    }

    void publishCorrection(const std::string& period, const std::string& rendered) const {
        const Poco::Path target(dir_, period + "-corrected.csv");
        Poco::File present(target);
        if (present.exists())
            throw Poco::FileExistsException(target.toString());
        if (::link(rendered.c_str(), target.toString().c_str()) != 0) {
            if (errno == EEXIST)
                throw Poco::FileExistsException(target.toString());
            throw Poco::FileException(target.toString(), errno);
        }
        Poco::File(rendered).remove();
    }

    // One of the servers mails a period to the customers.
    bool takeMailing(const std::string& period) const {
        return Poco::File(Poco::Path(dir_, period + ".mailing")).createFile();
    }

private:
    Poco::Path dir_;
};

// /var/scratch/<user> belongs to the user, the server clears it with its own rights.
class Scratch {
public:
    explicit Scratch(const std::string& base) : base_(Poco::Path::forDirectory(base)) {}

    int clear(const std::string& user) const {
        Poco::Path area(base_);
        area.pushDirectory(user);
        int removed = 0;
        for (Poco::DirectoryIterator it(area), end; it != end; ++it) {
            Poco::File item(it.path());
            if (item.isLink() || !item.isDirectory())
                continue;
            item.remove(true); // EXPECT: file-toctou
            ++removed;
        }
        return removed;
    }

    std::size_t count(const std::string& user) const {
        Poco::Path area(base_);
        area.pushDirectory(user);
        std::vector<std::string> names;
        Poco::File(area).list(names);
        return names.size();
    }

private:
    Poco::Path base_;
};

}  // namespace reports

int main(int argc, char** argv) {
    try {
        reports::Publisher pub(argc > 1 ? argv[1] : "statements");
        const reports::Statement s({{"1200", 1250}, {"1400", 399}});
        pub.publish("2024-05", pub.spoolForConverter(s));
        pub.publishCorrection("2024-05", pub.spoolForPrinter(s));
        if (pub.takeMailing("2024-05"))
            std::cout << "this server mails 2024-05\n";
        reports::Scratch scratch("/var/scratch");
        std::cout << scratch.count("alice") << " entries, " << scratch.clear("alice") << " removed\n";
    } catch (const Poco::Exception& e) {
        std::cerr << e.displayText() << '\n';
        return 1;
    }
}
