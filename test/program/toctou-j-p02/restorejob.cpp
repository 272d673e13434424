// STD: c++20
#include "restorejob.h"

namespace vaultkeep {

bool RestoreJob::begin()
{
    if (!QDir().mkpath(m_target)) {
        m_error = QString("cannot create ") + m_target;
        return false;
    }
    return openJournal();
}

bool RestoreJob::openJournal()
{
    const QString name = m_target + "/.restore-journal";
    if (QFile::exists(name)) {
        m_error = "another restore has been left unfinished";
        return false;
    }
    QFile journal(name);
    if (!journal.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        m_error = journal.errorString();
        return false;
    }
    return true;
}

bool RestoreJob::ensureDirectory(const QString &path)
{
    QDir dir;
    if (!dir.exists(path)) {
        if (!dir.mkdir(path)) { // EXPECT: file-toctou
            m_error = QString("mkdir failed: ") + path;
            return false;
        }
    }
    return true;
}

bool RestoreJob::restoreOne(const RestoreItem &item)
{
    const QString folder = m_target + "/" + item.relDir;
    if (!ensureDirectory(folder))
        return false;

    // Files the user has written since the backup win over the backed-up copy.
    const QString dest = folder + "/" + item.name;
    if (QFile::exists(dest)) {
        ++m_stats.skipped;
        return true;
    }
    QFile out(dest);
    if (!out.open(QIODevice::WriteOnly)) { // EXPECT: file-toctou
        m_error = out.errorString();
        return false;
    }
    if (out.write(item.payload) != item.payload.size() || !out.flush()) {
        m_error = out.errorString();
        return false;
    }
    ++m_stats.written;
    return true;
}

RestoreStats RestoreJob::run()
{
    for (const auto &item : m_items)
        if (!restoreOne(item))
            ++m_stats.failed;
    QFile::remove(m_target + "/.restore-journal");
    return m_stats;
}

} // namespace vaultkeep
