// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/certificate.h"
#include "settings/tls_files.h"

#include <QWidget>

class QLabel;

namespace cosftp {

class Card;
class CopyField;

/// What can be said of the server's certificate before the server itself uses it. A value.
struct CertificateView
{
    enum class State {
        NotOffered,  ///< FTPS is off.
        WillBeMade,  ///< None is named, and none was made yet.
        Unreadable,  ///< `faults` says why.
        Readable
    };
    State state = State::NotOffered;
    bool isSelfMade = false;  ///< Made by the server, because the settings name none.
    CertificateFacts facts;   ///< Of a readable one.
    QList<TlsFileFault> faults;
    qint64 daysLeft = 0;
};

/// Reads the files on this machine.
CertificateView certificateView(const TlsSettings &tls, const QDateTime &now);
/// In the present language, a sentence each; without the faults.
QStringList certificateText(const CertificateView &view);

/// Shows the certificate that the fields below it name: whose it is, how long it is valid, what is
/// wrong with the files.
class CertificateCard final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CertificateCard)

public:
    explicit CertificateCard(QWidget *parent = nullptr);
    ~CertificateCard() override = default;

    void load(const TlsSettings &tls);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showView();

    CertificateView m_view;
    Card *m_card;
    QLabel *m_text;
    QLabel *m_expiry;
    QLabel *m_faults;
    QLabel *m_fingerprintName;
    CopyField *m_fingerprint;
};

}  // namespace cosftp
