// RUN: %tocsin %s
// REQUIRES: poco
// STD: c++20
// Metering gateway: one instance per serial bus, readings go to the head end in batches.
#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <Poco/Path.h>
#include <Poco/TemporaryFile.h>

#include <iostream>
#include <mutex>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace meter {

struct Reading {
    std::string serial;
    double kwh;
};

class InstanceFile {
public:
    explicit InstanceFile(std::string path) : path_(std::move(path)) {}

    void acquire() {
        std::lock_guard<std::mutex> hold(mutex_);
        Poco::File file(path_);
        if (file.exists())
            throw Poco::FileExistsException("another gateway serves this bus", path_);
        Poco::FileOutputStream out(path_); // EXPECT: file-toctou
        out << ::getpid() << '\n';
        out.close();
        owned_ = true;
    }

    void release() {
        std::lock_guard<std::mutex> hold(mutex_);
        if (!owned_)
            return;
        Poco::File(path_).remove();
        owned_ = false;
    }

private:
    std::string path_;
    std::mutex mutex_;
    bool owned_ = false;
};

class BatchWriter {
public:
    explicit BatchWriter(const Poco::Path& outbox) : outbox_(outbox) {
        Poco::File(outbox_).createDirectories();
    }

    std::string write(const std::vector<Reading>& readings) {
        const std::string name = Poco::TemporaryFile::tempName("/tmp/");
        Poco::FileOutputStream out(name); // EXPECT: temp-name
        for (const Reading& r : readings)
            out << r.serial << ';' << r.kwh << '\n';
        out.close();
        return name;
    }

    // False when the batch was delivered by an earlier run.
    bool markDelivered(const std::string& batch) {
        Poco::Path p(outbox_, batch + ".sent");
        Poco::File mark(p);
        if (mark.exists())
            return false;
        return mark.createFile();
    }

    std::size_t backlog() const {
        std::vector<std::string> names;
        Poco::File(outbox_).list(names);
        return names.size();
    }

private:
    Poco::Path outbox_;
};

} // namespace meter

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    meter::InstanceFile instance(std::string("/run/meter/") + argv[1] + ".pid");
    try {
        instance.acquire();
        Poco::Path outbox(argv[2]);
        outbox.makeDirectory();
        meter::BatchWriter writer(outbox);
        const std::string name = writer.write({{"4711-A", 1234.5}, {"4711-B", 98.0}});
        std::cout << name << ", backlog " << writer.backlog() << '\n';
        if (!writer.markDelivered(Poco::Path(name).getFileName()))
            std::cerr << "delivered before\n";
        instance.release();
    } catch (const Poco::Exception& e) {
        std::cerr << "gateway: " << e.displayText() << '\n';
        return 1;
    }
    return 0;
}
