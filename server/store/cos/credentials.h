// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

#include <QByteArray>

#include <functional>
#include <memory>

class QObject;

namespace cosftp {

class HttpClient;

/// A key to sign with. Never logged.
struct Credentials
{
    QByteArray secretId;
    QByteArray secretKey;
    QByteArray token;      ///< Temporary keys only.
    qint64 expiresAt = 0;  ///< Unix seconds; 0: does not expire.
    bool operator==(const Credentials &) const = default;
};

/// The key of one bucket. Thread: that of the store which asks.
class CredentialProvider
{
public:
    CredentialProvider() = default;
    virtual ~CredentialProvider() = default;
    Q_DISABLE_COPY_MOVE(CredentialProvider)

    /// A set that can be used now. The handler may run at once; it waits while the first set is
    /// being fetched, and is dropped when `context` dies.
    virtual void get(QObject *context, Handler<Credentials> handler) = 0;
    /// The store does not take this set any more: the next get() brings another one, if there is.
    virtual void renew(const Credentials &refused) = 0;
};

struct CredentialOptions
{
    QByteArray metadataBase = "http://metadata.tencentyun.com";  ///< Of the CVM.
    std::function<qint64()> clock;                               ///< Unix seconds.
};

std::unique_ptr<CredentialProvider> makeCredentialProvider(const CredentialSettings &settings,
                                                           const QByteArray &bucket,
                                                           HttpClient &http,
                                                           CredentialOptions options);

/// A credential file: "secret_id = ", "secret_key = ", "token = " lines, or cosfs's
/// "BUCKET:ID:KEY" lines ("ID:KEY" for any bucket). Lines that begin with '#' are comments.
Result<Credentials> parseCredentialFile(const QByteArray &text, const QByteArray &bucket);

}  // namespace cosftp
