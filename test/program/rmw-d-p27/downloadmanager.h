#pragma once
#include "qtcompat.h"
#include <map>
#include <string>

class DownloadManager {
public:
    void enqueue(const std::string& url, long long bytes);
    bool beginTransfer();
    void endTransfer();
    void finished(const std::string& url, long long bytes, bool good);
    int noteFailure(const std::string& host);
    void forgetHost(const std::string& host);
    void requestRescan();
    long long pendingBytes() const;

private:
    mutable QMutex m_mutex;
    std::map<std::string, long long> m_queue;
    long long m_pendingBytes = 0;
    int m_completed = 0;
    int m_broken = 0;

    mutable QReadWriteLock m_hostLock;
    std::map<std::string, int> m_failures;

    QAtomicInt m_active;
    QAtomicInt m_maxActive{6};
    QAtomicInt m_rescan;
};

class TransferTask : public QRunnable {
public:
    TransferTask(DownloadManager* dm, std::string url, long long bytes);
    void run() override;

private:
    DownloadManager* m_dm;
    std::string m_url;
    long long m_bytes;
};
