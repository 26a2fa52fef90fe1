// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/background_digest.h"

#include "core/thread_check.h"

#include <QThreadPool>

namespace cosftp {

BackgroundDigest::BackgroundDigest(DigestAlgorithm algorithm, QObject *parent)
    : QObject(parent), m_shared(std::make_shared<Shared>(algorithm))
{
    m_shared->owner = this;
}

BackgroundDigest::~BackgroundDigest()
{
    assertThread(*this);
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->owner = nullptr;
}

void BackgroundDigest::add(const QByteArray &block)
{
    assertThread(*this);
    Q_ASSERT(!m_isBusy);
    m_isBusy = true;
    QThreadPool::globalInstance()->start([shared = m_shared, block] { run(shared, block); });
}

void BackgroundDigest::run(const std::shared_ptr<Shared> &shared, const QByteArray &block)
{
    shared->digest.add(block);
    const QMutexLocker lock(&shared->mutex);
    if (BackgroundDigest *const owner = shared->owner)
        QMetaObject::invokeMethod(
            owner, [owner] { owner->onDone(); }, Qt::QueuedConnection);
}

void BackgroundDigest::onDone()
{
    assertThread(*this);
    m_isBusy = false;
    Q_EMIT added();
}

QByteArray BackgroundDigest::hex() const
{
    assertThread(*this);
    Q_ASSERT(!m_isBusy);
    return m_shared->digest.hex();
}

}  // namespace cosftp
