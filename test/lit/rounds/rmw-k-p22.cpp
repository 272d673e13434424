// RUN: %tocsin %s
// STD: c++20
// symtab.cpp - identifier interning shared by the parallel front end
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/spin_rw_mutex.h>

using SymId = std::uint32_t;

struct SourceFile {
    std::string path;
    std::vector<std::string> tokens;
    std::vector<SymId> ids;
};

class SymbolTable {
public:
    SymId intern(const std::string& name) {
        tbb::spin_rw_mutex::scoped_lock lk(mu_, /*write=*/false);
        auto it = ids_.find(name);
        if (it != ids_.end())
            return it->second;
        lk.upgrade_to_writer();
        const SymId id = static_cast<SymId>(ids_.size());
        ids_[name] = id; // EXPECT: check-then-act
        return id;
    }

    void alias(const std::string& from, const std::string& to) {
        tbb::spin_rw_mutex::scoped_lock lk(mu_, false);
        auto it = ids_.find(to);
        if (it == ids_.end())
            return;
        if (!lk.upgrade_to_writer()) {
            it = ids_.find(to);
            if (it == ids_.end())
                return;
        }
        const SymId target = it->second;
        ids_[from] = target;
    }

    void forget(std::string_view prefix) {
        tbb::spin_rw_mutex::scoped_lock lk(mu_, true);
        for (auto it = ids_.begin(); it != ids_.end();) {
            if (std::string_view(it->first).starts_with(prefix))
                it = ids_.erase(it);
            else
                ++it;
        }
    }

    std::size_t size() const {
        tbb::spin_rw_mutex::scoped_lock lk(mu_, false);
        return ids_.size();
    }

private:
    mutable tbb::spin_rw_mutex mu_;
    std::unordered_map<std::string, SymId> ids_;
};

static bool isDirective(const std::string& tok) {
    return !tok.empty() && tok.front() == '#';
}

static void resolveFile(SymbolTable& syms, SourceFile& f) {
    f.ids.reserve(f.tokens.size());
    for (std::size_t i = 0; i < f.tokens.size(); ++i) {
        const std::string& t = f.tokens[i];
        if (isDirective(t) && i + 2 < f.tokens.size()) {
            syms.alias(f.tokens[i + 1], f.tokens[i + 2]);
            i += 2;
            continue;
        }
        f.ids.push_back(syms.intern(t));
    }
}

std::size_t resolveAll(SymbolTable& syms, std::vector<SourceFile>& files) {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, files.size()),
                      [&](const tbb::blocked_range<std::size_t>& r) {
                          for (std::size_t i = r.begin(); i != r.end(); ++i)
                              resolveFile(syms, files[i]);
                      });
    syms.forget("__tmp_");
    return syms.size();
}
