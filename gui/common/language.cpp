// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace cosftp::language {

namespace {

const QString english = QStringLiteral("en");
const QString chinese = QStringLiteral("zh_CN");

/// What is installed now. Lives as long as the application object that uses it.
struct Installed
{
    QTranslator ours;
    QTranslator qts;  ///< Qt's own texts, where the system has them.
    QString code;
};

Installed &installed()
{
    static Installed translators;
    return translators;
}

QString systemCode()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    const bool isChinese = !wanted.isEmpty() && wanted.first().startsWith(QLatin1StringView("zh"));
    return isChinese ? chinese : english;
}

}  // namespace

void use(const QString &code)
{
    Installed &now = installed();
    const QString wanted = codes().contains(code) ? code : systemCode();
    if (wanted == now.code)
        return;
    now.code = wanted;
    QLocale::setDefault(QLocale(wanted));
    QCoreApplication::removeTranslator(&now.ours);
    QCoreApplication::removeTranslator(&now.qts);
    // The one installed last is asked first: our wording of Qt's buttons wins over Qt's files.
    if (now.qts.load(QStringLiteral("qtbase_") + wanted,
                     QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&now.qts);
    if (now.ours.load(QStringLiteral(":/i18n/cosftp_") + wanted))
        QCoreApplication::installTranslator(&now.ours);
}

QString current()
{
    const QString code = installed().code;
    return code.isEmpty() ? english : code;
}

QStringList codes() { return {english, chinese}; }

QString nameOf(const QString &code)
{
    return code == chinese ? QStringLiteral(u"简体中文") : QStringLiteral("English");
}

}  // namespace cosftp::language
