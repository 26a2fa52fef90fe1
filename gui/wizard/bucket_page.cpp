// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/bucket_page.h"

#include "common/bucket_address.h"
#include "common/theme.h"
#include "secrets/secret_store.h"
#include "settings/value_text.h"
#include "wizard/field.h"
#include "wizard/look.h"
#include "wizard/regions.h"

#include <QAction>
#include <QBoxLayout>

namespace cosftp {

namespace {

// The order of the box is that of EndpointChoice.
constexpr int choices = 4;

QString hostText(const BucketAddress &address)
{
    const QByteArray protocol = address.protocol.isEmpty() ? "https" : address.protocol;
    return QString::fromLatin1(protocol + "://" + address.endpoint);
}

// "http://host:port" or "host": the part behind the scheme.
QString withoutScheme(const QString &host)
{
    const qsizetype end = host.indexOf(QLatin1String("://"));
    return end < 0 ? host : host.sliced(end + 3);
}

QWidget *inOneRow(QWidget *first, QWidget *second)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(first, 1);
    layout->addWidget(second);
    return row;
}

}  // namespace

BucketPage::BucketPage(SecretStore &secrets, Settings present, QWidget *parent)
    : WizardPage(parent), m_secrets(secrets), m_present(std::move(present)),
      m_bucket(new QLineEdit(this)), m_region(new QComboBox(this)), m_endpoint(new QComboBox(this)),
      m_host(new QLineEdit(this)), m_secretId(new QLineEdit(this)),
      m_secretKey(new QLineEdit(this)), m_mayUseFile(new QCheckBox(this)),
      m_askAgain(new QPushButton(this)),
      m_eye(m_secretKey->addAction(QIcon(), QLineEdit::TrailingPosition)),
      m_bucketField(new Field(m_bucket)), m_regionField(new Field(m_region)),
      m_endpointField(new Field(m_endpoint)), m_hostField(new Field(m_host)),
      m_secretIdField(new Field(m_secretId)), m_secretKeyField(new Field(m_secretKey)),
      m_keeperField(new Field(inOneRow(m_mayUseFile, m_askAgain), m_mayUseFile))
{
    build();
    const auto refreshEye = [this] {
        const bool isHidden = m_secretKey->echoMode() == QLineEdit::Password;
        m_eye->setIcon(
            Theme::instance().icon(isHidden ? QStringLiteral("eye") : QStringLiteral("eye-off")));
        m_eye->setText(isHidden ? tr("Show the SecretKey") : tr("Hide the SecretKey"));
    };
    connect(m_eye, &QAction::triggered, this, [this, refreshEye] {
        const bool isHidden = m_secretKey->echoMode() == QLineEdit::Password;
        m_secretKey->setEchoMode(isHidden ? QLineEdit::Normal : QLineEdit::Password);
        refreshEye();
    });
    connect(&Theme::instance(), &Theme::changed, this, refreshEye);
    connect(m_bucket, &QLineEdit::textChanged, this, &BucketPage::onBucketChanged);
    connect(m_bucket, &QLineEdit::editingFinished, this, &BucketPage::takeAddress);
    connect(m_endpoint, &QComboBox::currentIndexChanged, this, &BucketPage::showEndpoint);
    connect(m_askAgain, &QPushButton::clicked, &m_secrets, &SecretStore::probe);
    connect(&m_secrets, &SecretStore::ready, this, &BucketPage::showKeeper);
    refreshEye();
    retranslate();
    showEndpoint();
}

void BucketPage::build()
{
    const QList<std::pair<QWidget *, const char *>> names{
        {m_bucket, "bucket"},         {m_region, "region"},
        {m_endpoint, "endpoint"},     {m_host, "host"},
        {m_secretId, "secretId"},     {m_secretKey, "secretKey"},
        {m_mayUseFile, "mayUseFile"}, {m_askAgain, "askAgain"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QString::fromLatin1(name));
    m_region->setEditable(true);
    m_region->setInsertPolicy(QComboBox::NoInsert);
    regions::fill(*m_region);
    regions::choose(*m_region, {});
    m_secretKey->setEchoMode(QLineEdit::Password);
    m_askAgain->setAutoDefault(false);
    for (int choice = 0; choice < choices; ++choice)
        m_endpoint->addItem({});
    auto *grid = new QGridLayout(this);
    const int gap = look::gap(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(gap * 2);
    grid->setVerticalSpacing(gap * 3 / 2);
    grid->addWidget(m_bucketField, 0, 0, 1, 2);
    grid->addWidget(m_regionField, 1, 0, Qt::AlignTop);
    grid->addWidget(m_endpointField, 1, 1, Qt::AlignTop);
    grid->addWidget(m_hostField, 2, 0, 1, 2);
    grid->addWidget(m_secretIdField, 3, 0, Qt::AlignTop);
    grid->addWidget(m_secretKeyField, 3, 1, Qt::AlignTop);
    grid->addWidget(m_keeperField, 4, 0, 1, 2);
    grid->setRowStretch(5, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    const QList<std::pair<QLineEdit *, Field *>> edits{{m_bucket, m_bucketField},
                                                       {m_host, m_hostField},
                                                       {m_secretId, m_secretIdField},
                                                       {m_secretKey, m_secretKeyField}};
    for (const auto &[edit, field] : edits)
        connect(edit, &QLineEdit::textEdited, field, &Field::clearProblem);
    connect(m_region, &QComboBox::editTextChanged, m_regionField, &Field::clearProblem);
    connect(m_mayUseFile, &QCheckBox::toggled, m_keeperField, &Field::clearProblem);
}

QString BucketPage::subtitle() const
{
    return tr("Both are in the Tencent Cloud console: the bucket in the list of buckets, the key "
              "under Access Management, API keys. A key of a sub-user with rights on this bucket "
              "alone is best.");
}

void BucketPage::enter(const WizardAnswers &answers)
{
    const BucketSettings &bucket = answers.bucket;
    if (m_bucket->text().isEmpty() && !bucket.bucket.isEmpty())
        m_bucket->setText(QString::fromUtf8(bucket.bucket));
    if (isKeeperAsked())
        m_secrets.probe();
    showKeeper();
    m_bucket->setFocus();
}

// Half an address means something else, so one that is typed is looked at when it is whole; one
// that is pasted comes at once.
void BucketPage::onBucketChanged(const QString &text)
{
    const qsizetype before = std::exchange(m_bucketLength, text.size());
    if (text.size() > before + 1)
        takeAddress();
}

// What was pasted may say everything about the place; the fields then show it.
void BucketPage::takeAddress()
{
    const QString text = m_bucket->text();
    const std::optional<BucketAddress> address = parseBucketAddress(text);
    if (!address)
        return;
    if (QString::fromLatin1(address->bucket) != text)
        m_bucket->setText(QString::fromLatin1(address->bucket));
    if (!address->region.isEmpty())
        regions::choose(*m_region, QString::fromLatin1(address->region));
    if (address->endpoint.isEmpty())
        return;
    const EndpointChoice choice = endpointChoice(address->endpoint, address->region);
    m_endpoint->setCurrentIndex(static_cast<int>(choice));
    if (choice == EndpointChoice::Custom)
        m_host->setText(hostText(*address));
}

void BucketPage::showEndpoint()
{
    m_hostField->setVisible(endpoint() == EndpointChoice::Custom);
    m_regionField->setEnabled(endpoint() != EndpointChoice::Custom);
    m_regionField->clearProblem();
}

// A keychain that can be used, a file that was chosen before, or what is wrong and a box to tick.
void BucketPage::showKeeper()
{
    const SecretStore::Keeper keeper = m_secrets.keeper();
    const bool isWaiting = isKeeperAsked();
    const bool isProblem = keeper == SecretStore::Keeper::Unknown && !isWaiting;
    m_mayUseFile->setVisible(isProblem);
    m_askAgain->setVisible(isProblem);
    QString text = tr("Looking for a keychain…");
    if (keeper == SecretStore::Keeper::Keychain)
        text = tr("In the keychain of your desktop, not in the settings file.");
    else if (keeper == SecretStore::Keeper::File)
        text = tr("In a file that only you can read, not in the settings file.");
    else if (isProblem)
        text = m_secrets.problemText();
    m_keeperField->setTexts(tr("Where the SecretKey is kept"), text);
}

bool BucketPage::isKeeperAsked() const
{
    return m_secrets.keeper() == SecretStore::Keeper::Unknown
           && m_secrets.problem() == SecretStore::Problem::None;
}

BucketSettings BucketPage::bucket() const
{
    BucketSettings bucket;
    bucket.bucket = m_bucket->text().trimmed().toUtf8();
    bucket.region = region().toUtf8();
    bucket.credentials.secretId = m_secretId->text().trimmed().toUtf8();
    bucket.credentials.secretKey = m_secretKey->text().trimmed().toUtf8();
    bucket.id = freeBucketId(bucket.bucket, m_present);
    bucket.endpoint = endpointOf(endpoint(), bucket.region);
    if (endpoint() != EndpointChoice::Custom)
        return bucket;
    const QString host = m_host->text().trimmed();
    if (host.startsWith(QLatin1String("http://")))
        bucket.protocol = "http";
    bucket.endpoint = withoutScheme(host).toUtf8();
    bucket.region.clear();
    return bucket;
}

EndpointChoice BucketPage::endpoint() const
{
    return static_cast<EndpointChoice>(m_endpoint->currentIndex());
}

QString BucketPage::region() const { return regions::chosen(*m_region); }

bool BucketPage::leave(WizardAnswers &answers)
{
    for (Field *field : {m_bucketField, m_regionField, m_hostField, m_secretIdField,
                         m_secretKeyField, m_keeperField})
        field->clearProblem();
    const BucketSettings given = bucket();
    if (!areNamesGood(given) || !isKeyGood() || !mayKeepSecret())
        return false;
    answers.bucket = given;
    answers.maySecretBeInFile = m_mayUseFile->isChecked();
    return true;
}

bool BucketPage::areNamesGood(const BucketSettings &given)
{
    QByteArray ignored;
    if (!valueText::readBucketName(QString::fromUtf8(given.bucket), ignored).isEmpty()) {
        m_bucketField->refuse(given.bucket.isEmpty()
                                  ? tr("Enter the bucket's name, or paste its address.")
                                  : tr("A bucket's name ends in the APPID: "
                                       "examplebucket-1250000000."));
        return false;
    }
    if (endpoint() == EndpointChoice::Custom) {
        if (valueText::readEndpoint(QString::fromUtf8(given.endpoint), ignored).isEmpty()
            && !given.endpoint.isEmpty())
            return true;
        m_hostField->refuse(tr("Enter a host, such as https://cos.example.com or "
                               "http://10.0.0.7:9000, without the bucket."));
        return false;
    }
    if (!region().isEmpty() && valueText::readRegion(region(), ignored).isEmpty())
        return true;
    m_regionField->refuse(region().isEmpty()
                              ? tr("Choose the bucket's region; the console shows it.")
                              : tr("A region is written like ap-guangzhou."));
    return false;
}

bool BucketPage::isKeyGood()
{
    if (m_secretId->text().trimmed().isEmpty()) {
        m_secretIdField->refuse(tr("Enter the SecretId; it begins with AKID."));
        return false;
    }
    if (m_secretKey->text().trimmed().isEmpty()) {
        m_secretKeyField->refuse(tr("Enter the SecretKey that belongs to the SecretId."));
        return false;
    }
    return true;
}

bool BucketPage::mayKeepSecret()
{
    if (isKeeperAsked()) {
        m_keeperField->refuse(tr("The keychain has not answered yet; wait a moment."));
        return false;
    }
    if (m_secrets.keeper() != SecretStore::Keeper::Unknown || m_mayUseFile->isChecked())
        return true;
    m_keeperField->refuse(m_secrets.problemText());
    return false;
}

void BucketPage::refuse(const QString &settingKey, const QString &problem)
{
    const QHash<QString, Field *> fields{
        {QStringLiteral("bucket"), m_bucketField},
        {QStringLiteral("region"), m_regionField->isEnabled() ? m_regionField : m_hostField},
        {QStringLiteral("endpoint"),
         m_hostField->isVisibleTo(this) ? m_hostField : m_endpointField},
        {QStringLiteral("protocol"), m_endpointField},
        {QStringLiteral("secret_id"), m_secretIdField},
        {QStringLiteral("secret_key"), m_secretKeyField}};
    fields.value(settingKey, m_bucketField)->refuse(problem);
}

void BucketPage::retranslate()
{
    regions::fill(*m_region);
    m_bucket->setPlaceholderText(QStringLiteral("examplebucket-1250000000"));
    m_host->setPlaceholderText(QStringLiteral("https://cos.example.com"));
    m_secretId->setPlaceholderText(QStringLiteral("AKID…"));
    const QStringList endpoints{tr("Public (works everywhere)"),
                                tr("Internal (only from a CVM in this region)"),
                                tr("Global acceleration"), tr("Another address…")};
    for (int choice = 0; choice < choices; ++choice)
        m_endpoint->setItemText(choice, endpoints.at(choice));
    m_bucketField->setTexts(
        tr("B&ucket"), tr("Its name with the APPID. Or paste its address from the console, or a "
                          "cos:// address: the other fields fill themselves."));
    m_regionField->setTexts(tr("&Region"), {});
    m_endpointField->setTexts(tr("&Endpoint"), {});
    m_hostField->setTexts(tr("&Host"), tr("https:// or http://, host and port, without the "
                                          "bucket."));
    m_secretIdField->setTexts(tr("Secret&Id"), {});
    m_secretKeyField->setTexts(tr("&SecretKey"), {});
    m_askAgain->setText(tr("As&k the keychain again"));
    m_mayUseFile->setText(tr("Keep it in a &file that only I can read"));
    showKeeper();
}

}  // namespace cosftp
