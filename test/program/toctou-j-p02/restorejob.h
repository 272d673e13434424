#pragma once
#include "qtlite.h"
#include <vector>

namespace vaultkeep {

struct RestoreItem {
    QString relDir;
    QString name;
    QByteArray payload;
};

struct RestoreStats {
    int written = 0;
    int skipped = 0;
    int failed = 0;
};

class RestoreJob {
public:
    explicit RestoreJob(QString target) : m_target(std::move(target)) {}
    bool begin();
    void add(RestoreItem item) { m_items.push_back(std::move(item)); }
    RestoreStats run();
    QString lastError() const { return m_error; }

private:
    bool ensureDirectory(const QString &path);
    bool restoreOne(const RestoreItem &item);
    bool openJournal();

    QString m_target;
    QString m_error;
    std::vector<RestoreItem> m_items;
    RestoreStats m_stats;
};

} // namespace vaultkeep
