// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/certificate_card.h"

#include "common/card.h"
#include "common/copy_field.h"
#include "common/format.h"
#include "common/problem_text.h"
#include "common/roles.h"

#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace cosftp {

namespace {

constexpr qint64 soonDays = 30;
constexpr int fingerprintLine = 48;  // 16 of its 32 bytes, each "AB:"

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CertificateCard)
};

// Where the server keeps the one that it made.
QString ownFile(const TlsSettings &tls)
{
    return tls.ownFolder.isEmpty()
               ? QString()
               : QDir(tls.ownFolder).filePath(QStringLiteral("tls-certificate.pem"));
}

QString expiryText(const CertificateView &view)
{
    const QString until = format::dateTime(view.facts.validUntil);
    if (view.daysLeft < 0)
        return Words::tr("It has expired on %1.").arg(until);
    return Words::tr("Valid until %1: %n day(s) left.", nullptr, static_cast<int>(view.daysLeft))
        .arg(until);
}

LabelRole expiryRole(const CertificateView &view)
{
    if (view.daysLeft < 0)
        return LabelRole::Error;
    return view.daysLeft < soonDays ? LabelRole::Warning : LabelRole::Plain;
}

}  // namespace

CertificateView certificateView(const TlsSettings &tls, const QDateTime &now)
{
    CertificateView view;
    view.isSelfMade = tls.certificate.isEmpty();
    view.faults = tlsFileFaults(tls, now);
    if (!tls.isOn && !tls.hasImplicitPort)
        return view;
    const QString file = view.isSelfMade ? ownFile(tls) : tls.certificate;
    const Result<QByteArray> pem = readPemFile(file);
    const Result<CertificateFacts> facts = pem ? certificateFacts(*pem) : pem.error();
    if (!facts) {
        view.state = view.isSelfMade ? CertificateView::State::WillBeMade
                                     : CertificateView::State::Unreadable;
        return view;
    }
    view.state = CertificateView::State::Readable;
    view.facts = *facts;
    view.daysLeft = now.daysTo(facts->validUntil);
    return view;
}

QStringList certificateText(const CertificateView &view)
{
    switch (view.state) {
    case CertificateView::State::NotOffered:
        return {Words::tr("Encryption is off: names, passwords and files cross the network in "
                          "clear.")};
    case CertificateView::State::WillBeMade:
        return {Words::tr("No certificate is named. The server makes one and signs it by itself; "
                          "clients ask once whether to trust it.")};
    case CertificateView::State::Unreadable:
        return {Words::tr("The certificate cannot be used.")};
    case CertificateView::State::Readable:
        break;
    }
    QStringList lines{Words::tr("Certificate of %1").arg(view.facts.commonName)};
    if (!view.facts.names.isEmpty())
        lines += Words::tr("For the names %1").arg(view.facts.names.join(QStringLiteral(", ")));
    if (view.isSelfMade)
        lines += Words::tr("Made and signed by the server itself: clients ask once whether to "
                           "trust it. Compare the fingerprint then.");
    return lines;
}

CertificateCard::CertificateCard(QWidget *parent)
    : QWidget(parent), m_card(new Card), m_text(new QLabel), m_expiry(new QLabel),
      m_faults(new QLabel), m_fingerprintName(new QLabel), m_fingerprint(new CopyField)
{
    m_text->setObjectName(QStringLiteral("certificateText"));
    m_expiry->setObjectName(QStringLiteral("certificateExpiry"));
    m_faults->setObjectName(QStringLiteral("certificateFaults"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    for (QLabel *label : {m_text, m_expiry, m_faults}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        m_card->content()->addWidget(label);
    }
    setRole(m_faults, LabelRole::Error);
    setRole(m_fingerprintName, LabelRole::Muted);
    m_card->content()->addWidget(m_fingerprintName);
    m_card->content()->addWidget(m_fingerprint);
    m_fingerprint->setLineLength(fingerprintLine);
    showView();
}

void CertificateCard::load(const TlsSettings &tls)
{
    m_view = certificateView(tls, QDateTime::currentDateTimeUtc());
    showView();
}

void CertificateCard::showView()
{
    const bool isReadable = m_view.state == CertificateView::State::Readable;
    m_card->setTitle(tr("Certificate"));
    m_text->setText(certificateText(m_view).join(QLatin1Char('\n')));
    m_expiry->setText(isReadable ? expiryText(m_view) : QString());
    m_expiry->setVisible(isReadable);
    setRole(m_expiry, expiryRole(m_view));
    QStringList faults;
    for (const TlsFileFault &fault : m_view.faults)
        faults += QStringLiteral("• ") + translatedProblem(fault.text);
    m_faults->setText(faults.join(QLatin1Char('\n')));
    m_faults->setVisible(!faults.isEmpty());
    m_fingerprintName->setText(tr("Fingerprint (SHA-256)"));
    m_fingerprintName->setVisible(isReadable);
    m_fingerprint->setName(m_fingerprintName->text());
    m_fingerprint->setText(QString::fromLatin1(m_view.facts.fingerprint));
    m_fingerprint->setVisible(isReadable);
}

void CertificateCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showView();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
