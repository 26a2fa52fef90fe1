// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe_bench.h"

#include "store/cos/cos_store.h"

#include <QCoreApplication>
#include <QThread>
#include <QTimer>

namespace cosftp {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds patience = 30s;

// Somebody looks at the screen: an answer soon is worth more than one more try.
CosOptions hastyOptions()
{
    CosOptions options;
    options.retry.tries = 2;
    options.abortTries = 2;
    options.metadataSilence = 10s;
    options.bulkSilence = 20s;
    options.slowSilence = 20s;
    return options;
}

}  // namespace

ProbeBench::ProbeBench(const BucketSettings &bucket)
    : store(makeCosStore(bucket, http, hastyOptions()))
{}

ProbeCleaner::ProbeCleaner(std::unique_ptr<ProbeBench> bench)
    : m_bench(std::move(bench)), m_requests(std::make_unique<QObject>())
{
    // Whoever made the probe is gone, so the thread is the owner.
    if (QCoreApplication::instance() != nullptr
        && QThread::currentThread() == QCoreApplication::instance()->thread())
        setParent(QCoreApplication::instance());
    else
        connect(QThread::currentThread(), &QThread::finished, this, &QObject::deleteLater);
    QTimer::singleShot(patience, this, &QObject::deleteLater);
}

ProbeCleaner::~ProbeCleaner() { m_requests.reset(); }

void ProbeCleaner::start()
{
    if (m_bench->underWay > 0)
        m_bench->whenMade = [this] { clearUp(); };
    else
        clearUp();
}

void ProbeCleaner::clearUp()
{
    m_pending = m_bench->keys.size() + 1;
    for (const QByteArray &key : std::as_const(m_bench->keys))
        m_bench->store->remove(key, m_requests.get(), [this](const Outcome &) { oneDone(); });
    if (m_bench->multipartKey.isEmpty())
        return oneDone();
    // The id of an upload whose initiation was cancelled is known to the store only.
    m_bench->store->listUploads(m_bench->multipartKey, {}, {}, m_requests.get(),
                                [this](const Result<UploadPage> &page) { abortUploads(page); });
}

void ProbeCleaner::abortUploads(const Result<UploadPage> &page)
{
    if (page)
        for (const OpenUpload &upload : page->uploads) {
            ++m_pending;
            m_bench->store->abortUpload(upload.key, upload.uploadId, m_requests.get(),
                                        [this](const Outcome &) { oneDone(); });
        }
    oneDone();
}

void ProbeCleaner::oneDone()
{
    if (--m_pending == 0)
        deleteLater();
}

}  // namespace cosftp
