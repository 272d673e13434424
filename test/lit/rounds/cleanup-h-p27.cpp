// RUN: %tocsin %s
// STD: c++20
// Compiled query cache in front of the report engine. Schema changes raise the generation of a table.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace report {

struct Program {
    std::string sql;
    std::vector<std::uint8_t> bytecode;
};

class ProgramCache {
public:
    struct Entry {
        Program program;
        std::uint64_t generation = 0;
        int executing = 0;
    };

    std::uint64_t generation(const std::string& table) const
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = entries_.find(table);
        return it == entries_.end() ? 0 : it->second->generation;
    }

    const Program* get(const std::string& table) const
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = entries_.find(table);
        return it == entries_.end() ? nullptr : &it->second->program;
    }

    void put(const std::string& table, std::uint64_t generation, Program p)
    {
        auto e = std::make_unique<Entry>();
        e->program = std::move(p);
        e->generation = generation;
        std::lock_guard<std::mutex> g(mu_);
        entries_[table] = std::move(e);
    }

    void erase(const std::string& table)
    {
        std::lock_guard<std::mutex> g(mu_);
        entries_.erase(table);
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, std::unique_ptr<Entry>> entries_;
};

class Catalog {
public:
    std::uint64_t alter(const std::string& table)
    {
        std::lock_guard<std::mutex> g(mu_);
        return ++generation_[table];
    }
    std::uint64_t generationOf(const std::string& table) const
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = generation_.find(table);
        return it == generation_.end() ? 0 : it->second;
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, std::uint64_t> generation_;
};

class Engine {
public:
    using Compiler = std::function<Program(const std::string&)>;
    using Runner = std::function<long(const Program&)>;

    Engine(Catalog& c, Compiler compile, Runner run) : catalog_(c), compile_(std::move(compile)), run_(std::move(run)) {}

    void onSchemaChange(const std::string& table)
    {
        const std::uint64_t gen = catalog_.generationOf(table);
        if (cache_.generation(table) < gen)
            cache_.erase(table); // EXPECT: timestamp-cleanup
    }

    long execute(const std::string& table)
    {
        const Program* p = cache_.get(table);
        if (!p) {
            const auto gen = catalog_.generationOf(table);
            cache_.put(table, gen, compile_(table)); // EXPECT-NOISE: check-then-act
            p = cache_.get(table);
        }
        return p ? run_(*p) : -1;
    }

private:
    Catalog& catalog_;
    ProgramCache cache_;
    Compiler compile_;
    Runner run_;
};

} // namespace report
