// STD: c++20
#include "zksession.h"
#include <set>
#include <sstream>

namespace repl {

static std::string membersPath(const std::string& table) { return "/tables/" + table + "/members"; }

static std::set<std::string> parse(const std::string& text)
{
    std::set<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        if (!line.empty())
            out.insert(line);
    return out;
}

static std::string format(const std::set<std::string>& members)
{
    std::string out;
    for (const auto& m : members)
        out += m + "\n";
    return out;
}

void addReplica(zk::Session& zk, const std::string& table, const std::string& host)
{
    auto members = parse(zk.get(membersPath(table)));
    if (!members.insert(host).second)
        return;
    zk.set(membersPath(table), format(members)); // EXPECT: unversioned-write
}

bool removeReplica(zk::Session& zk, const std::string& table, const std::string& host)
{
    for (int i = 0; i < 10; ++i) {
        Stat st{};
        std::string text;
        if (!zk.tryGet(membersPath(table), text, &st))
            return false;
        auto members = parse(text);
        if (members.erase(host) == 0)
            return true;
        if (zk.trySet(membersPath(table), format(members), st.version) == ZOK)
            return true;
    }
    return false;
}

void replaceReplica(zk::Session& zk, const std::string& table, const std::string& from, const std::string& to)
{
    Stat st{};
    auto members = parse(zk.get(membersPath(table), &st));
    if (members.erase(from))
        members.insert(to);
    zk.trySet(membersPath(table), format(members), st.version); // EXPECT: ignored-conflict
}

// each node announces itself below its own name
void announce(zk::Session& zk, const std::string& table, const std::string& self, const std::string& addr)
{
    const std::string path = "/tables/" + table + "/live/" + self;
    if (zk.tryCreate(path, addr) == ZNODEEXISTS)
        zk.set(path, addr);
}

} // namespace repl
