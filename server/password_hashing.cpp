// SPDX-License-Identifier: GPL-3.0-or-later
#include "password_hashing.h"

#include "auth/user_directory.h"
#include "core/openssl.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

namespace cosftp {

void hashPasswordLater(const QByteArray &password, QObject *context, Handler<QByteArray> handler)
{
    using Hash = Result<QByteArray>;
    auto promise = std::make_shared<QPromise<Hash>>();
    auto *watcher = new QFutureWatcher<Hash>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, handler = std::move(handler)] {
                         watcher->deleteLater();
                         handler(watcher->result());
                     });
    promise->start();
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, password] {
        {
            const OpensslThread used;
            promise->addResult(hashPassword(password));
        }
        promise->finish();
    });
}

}  // namespace cosftp
