// RUN: %tocsin %s
// REQUIRES: poco
// STD: c++20
// Delivery of EDI messages between trading partners (Poco)
#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <Poco/Path.h>
#include <Poco/TemporaryFile.h>
#include <Poco/Timestamp.h>
#include <iostream>
#include <string>
#include <vector>

struct Interchange {
    std::string partner;
    std::string controlNumber;
    std::string payload;
};

class PartnerMailbox {
public:
    explicit PartnerMailbox(const std::string& root) : _root(root) {
        Poco::File(root).createDirectories();
    }

    // A control number may be delivered only once.
    void deliver(const Interchange& ic) {
        const Poco::Path target = pathFor(ic, ".edi");
        Poco::File f(target);
        if (f.exists())
            throw Poco::ExistsException("duplicate interchange", ic.controlNumber);
        Poco::FileOutputStream out(target.toString()); // EXPECT: file-toctou
        out << ic.payload;
        out.close();
    }

    void spoolLarge(const Interchange& ic) {
        const std::string name = Poco::TemporaryFile::tempName();
        Poco::FileOutputStream out(name, std::ios::out | std::ios::trunc); // EXPECT: temp-name
        out << ic.payload;
        out.close();
        Poco::File(name).moveTo(pathFor(ic, ".big").toString());
    }

    bool acknowledge(const Interchange& ic) {
        Poco::File ack(pathFor(ic, ".ack"));
        if (ack.exists())
            return false;
        return ack.createFile();
    }

    std::vector<std::string> pending() const {
        std::vector<std::string> names;
        Poco::File(_root).list(names);
        return names;
    }

    void show(std::ostream& os, const std::string& name) const {
        Poco::Path p(_root);
        p.makeDirectory().setFileName(name);
        Poco::File f(p);
        if (f.exists())
            os << name << ' ' << f.getSize() << ' '
               << f.getLastModified().epochTime() << '\n';
    }

private:
    Poco::Path pathFor(const Interchange& ic, const std::string& suffix) const {
        Poco::Path p(_root);
        p.makeDirectory();
        p.setFileName(ic.partner + "-" + ic.controlNumber + suffix);
        return p;
    }

    std::string _root;
};

int transfer(const std::vector<Interchange>& batch, const std::string& root) {
    PartnerMailbox box(root);
    int failed = 0;
    for (const auto& ic : batch) {
        try {
            if (ic.payload.size() > (1u << 20))
                box.spoolLarge(ic);
            else
                box.deliver(ic);
            if (!box.acknowledge(ic))
                std::cerr << ic.controlNumber << " was acknowledged before\n";
        } catch (const Poco::Exception& e) {
            std::cerr << e.displayText() << '\n';
            ++failed;
        }
    }
    for (const auto& n : box.pending())
        box.show(std::cout, n);
    return failed;
}
