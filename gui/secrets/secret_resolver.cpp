// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secret_resolver.h"

#include <QPointer>

namespace cosftp {

namespace {

/// Goes from bucket to bucket. A child of the context, and gone when it has answered.
class SecretResolver final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretResolver)

public:
    SecretResolver(const Settings &settings, SecretStore &store, QObject *context,
                   std::function<void(const ResolvedSettings &)> handler)
        : QObject(context), m_store(&store), m_handler(std::move(handler))
    {
        m_resolved.settings = settings;
    }
    ~SecretResolver() override = default;

    void advance()
    {
        const QList<BucketSettings> &buckets = m_resolved.settings.buckets;
        while (m_at < buckets.size()
               && buckets[m_at].credentials.source != CredentialSettings::Source::Keychain)
            ++m_at;
        if (m_at >= buckets.size() || m_store == nullptr) {
            deleteLater();
            return m_handler(m_resolved);
        }
        m_store->read(buckets[m_at].credentials.reference, this,
                      [this](const Result<QByteArray> &secret) { onRead(secret); });
    }

private:
    void onRead(const Result<QByteArray> &secret)
    {
        BucketSettings &bucket = m_resolved.settings.buckets[m_at++];
        if (secret) {
            bucket.credentials.source = CredentialSettings::Source::Inline;
            bucket.credentials.secretKey = *secret;
        } else {
            m_resolved.problems += problemOf(bucket, secret.error());
        }
        advance();
    }

    static QString problemOf(const BucketSettings &bucket, const Failure &failure)
    {
        if (failure.code == Failure::Code::NotFound)
            return SecretStore::tr("The keychain has no SecretKey for the bucket %1. Type it again "
                                   "under Settings, Buckets.")
                .arg(bucket.id);
        return SecretStore::tr("The SecretKey of the bucket %1 could not be read. %2")
            .arg(bucket.id, failure.detail);
    }

    QPointer<SecretStore> m_store;
    std::function<void(const ResolvedSettings &)> m_handler;
    ResolvedSettings m_resolved;
    qsizetype m_at = 0;
};

}  // namespace

void resolveSecrets(const Settings &settings, SecretStore &store, QObject *context,
                    std::function<void(const ResolvedSettings &)> handler)
{
    auto *resolver = new SecretResolver(settings, store, context, std::move(handler));
    QMetaObject::invokeMethod(resolver, &SecretResolver::advance, Qt::QueuedConnection);
}

}  // namespace cosftp

#include "secret_resolver.moc"
