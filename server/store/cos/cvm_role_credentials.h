// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/credentials.h"
#include "store/http/http_message.h"

#include <QObject>
#include <QPointer>

namespace cosftp {

class HttpCall;

/// Temporary keys of the CVM's instance role, from the metadata service (cos-sdk convention:
/// renewed ten minutes before they expire; a renewal that fails leaves the old set in use while it
/// is valid).
class CvmRoleCredentials final : public QObject, public CredentialProvider
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CvmRoleCredentials)

public:
    static constexpr qint64 renewBeforeSeconds = 600;
    static constexpr qint64 pauseAfterFailureSeconds = 10;

    /// `role` empty: the only one that the machine has.
    CvmRoleCredentials(QByteArray role, HttpClient &http, CredentialOptions options);
    ~CvmRoleCredentials() override;

    void get(QObject *context, Handler<Credentials> handler) override;
    void renew(const Credentials &expired) override;

private:
    struct Waiting
    {
        QPointer<QObject> context;
        Handler<Credentials> handler;
    };

    [[nodiscard]] bool isUsable() const;
    void fetch();
    void ask(const QByteArray &path, void (CvmRoleCredentials::*then)(const HttpAnswer &));
    void onRoleName(const HttpAnswer &answer);
    void onKeys(const HttpAnswer &answer);
    void conclude(const Result<Credentials> &result);

    QByteArray m_role;
    HttpClient &m_http;
    CredentialOptions m_options;
    Credentials m_current;
    QList<Waiting> m_waiting;
    qint64 m_lastFailure = 0;
    bool m_isFetching = false;
};

/// The JSON of the metadata service.
Result<Credentials> parseRoleCredentials(const QByteArray &json);

}  // namespace cosftp
