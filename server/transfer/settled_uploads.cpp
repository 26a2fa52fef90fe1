// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/settled_uploads.h"

#include <QTimer>

#include <utility>

namespace cosftp {

namespace {
// The parts under way and the received tail have to reach the store first.
constexpr std::chrono::milliseconds longestWait{8000};
}  // namespace

void SettledUploads::await(std::shared_ptr<ParkedUploads> index, const UploadPlace &at,
                           QObject *context, Handler<Done> handler)
{
    if (!index->askToLook(at))
        return handler(Done());
    auto *waiting = new SettledUploads(std::move(index), at, context, std::move(handler));
    QMetaObject::invokeMethod(waiting, &SettledUploads::check, Qt::QueuedConnection);
}

SettledUploads::SettledUploads(std::shared_ptr<ParkedUploads> index, UploadPlace at,
                               QObject *context, Handler<Done> handler)
    : QObject(context), m_index(std::move(index)), m_at(std::move(at)),
      m_handler(std::move(handler))
{
    connect(m_index.get(), &ParkedUploads::changed, this, &SettledUploads::check);
    QTimer::singleShot(longestWait, this, &SettledUploads::answer);
}

void SettledUploads::check()
{
    if (m_index->isSettled(m_at))
        answer();
}

void SettledUploads::answer()
{
    if (!m_handler)
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(Done());
}

}  // namespace cosftp
