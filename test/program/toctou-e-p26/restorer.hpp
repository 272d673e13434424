#pragma once
#include "target.hpp"

#include <functional>
#include <vector>

namespace restore {

class Restorer {
public:
    using Progress = std::function<void(const std::string&)>;

    Restorer(std::filesystem::path root, Progress progress);

    // Brings mode and length of kept files back to what the catalogue says.
    void reset_kept(const std::vector<Entry>& entries);
    bool prepare(const std::string& subdir);
    unsigned skipped() const { return skipped_; }

private:
    bool reset_one(const Entry& e);

    std::filesystem::path root_;
    Progress progress_;
    unsigned skipped_ = 0;
};

} // namespace restore
