// STD: c++20
#include "downloadmanager.h"
#include <utility>

static std::string hostOf(const std::string& url)
{
    const auto p = url.find("://");
    const auto from = p == std::string::npos ? 0 : p + 3;
    return url.substr(from, url.find('/', from) - from);
}

void DownloadManager::enqueue(const std::string& url, long long bytes)
{
    QMutexLocker locker(&m_mutex);
    if (m_queue.count(url))
        return;
    m_queue[url] = bytes;
    m_pendingBytes += bytes;
    locker.unlock();
    QThreadPool::globalInstance()->start(new TransferTask(this, url, bytes));
}

bool DownloadManager::beginTransfer()
{
    const int active = m_active.loadAcquire();
    if (active >= m_maxActive.loadRelaxed())
        return false;
    m_active.storeRelease(active + 1); // EXPECT: split-atomic
    return true;
}

void DownloadManager::endTransfer()
{
    m_active.fetchAndAddRelaxed(-1);
}

void DownloadManager::finished(const std::string& url, long long bytes, bool good)
{
    QMutexLocker locker(&m_mutex);
    const bool mine = m_queue.erase(url) != 0;
    locker.unlock();
    if (!mine)
        return;
    if (!good)
        noteFailure(hostOf(url));
    m_pendingBytes -= bytes; // EXPECT: lost-update
    locker.relock();
    if (good)
        ++m_completed;
    else
        ++m_broken;
}

int DownloadManager::noteFailure(const std::string& host)
{
    {
        QReadLocker rd(&m_hostLock);
        auto it = m_failures.find(host);
        if (it != m_failures.end())
            return ++it->second; // EXPECT: lost-update
    }
    QWriteLocker wr(&m_hostLock);
    return ++m_failures[host];
}

void DownloadManager::forgetHost(const std::string& host)
{
    QWriteLocker wr(&m_hostLock);
    m_failures.erase(host);
}

void DownloadManager::requestRescan()
{
    if (!m_rescan.testAndSetOrdered(0, 1))
        return;
    QMutexLocker locker(&m_mutex);
    m_broken = 0;
    m_rescan.storeRelease(0);
}

long long DownloadManager::pendingBytes() const
{
    QMutexLocker locker(&m_mutex);
    return m_pendingBytes;
}

TransferTask::TransferTask(DownloadManager* dm, std::string url, long long bytes)
    : m_dm(dm), m_url(std::move(url)), m_bytes(bytes)
{
}

void TransferTask::run()
{
    if (!m_dm->beginTransfer())
        return;
    m_dm->endTransfer();
    m_dm->finished(m_url, m_bytes, !m_url.empty());
}
