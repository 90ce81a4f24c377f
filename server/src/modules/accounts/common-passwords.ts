// Common passwords of ten characters and more (shorter ones are refused anyway), and words that a few digits
// do not make better. From widely published frequency lists, international and Chinese.
const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/))

export const COMMON_PASSWORDS = words(`
1234567890 0987654321 0123456789 9876543210 1234567891 12345678910 123456789a a123456789 123456789q q123456789
1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop qwertyuiop123 qwerty12345 qwerty123456
1qazxsw23edc zaq12wsxcde3 asdfghjkl123 asdfghjkl1 zxcvbnm123 zxcvbnm1234 1234qwerasdf qazwsxedcrfv qazwsxedc123
password12 password123 password1234 password12345 passw0rd123 p455w0rd123 administrator admin12345 admin123456
admin888888 adminadmin root123456 letmein123 welcome123 iloveyou123 iloveyou12 sunshine123 princess123 football123
baseball123 superman123 michael123 dragon12345 monkey12345 master12345 abcd123456 abc1234567 abc123456789 abcdefghij
abcdefg123 abcdef123456 a1b2c3d4e5 a1b2c3d4e5f6 aa12345678 aa123456789 qq123456789 qq1234567890 zz123456789
woaini1314 woaini520 woaini5201314 woaini1314520 5201314520 1314520520 5201314521 5201314woaini 1314woaini
147258369 1472583690 7894561230 789456123a 963852741 1596321478 3216549870 741852963a 1122334455 11223344556677
1234554321 1234567899 123123123123 123321123321 1212121212 1010101010 1111111111 0000000000 6666666666 8888888888
9999999999 5555555555 112233445566 aaaaaaaaaa qwer123456 qwerasdfzxcv asdf123456 asd123456789 zxc123456789
wang123456 zhang123456 li123456789 liu123456 chen123456 yang123456 beijing2008 zhongguo123 zhonghua123 changeme123
p@ssw0rd123 p@ssword123 redbridge123 hongqiao123 test123456 guest12345 demo123456 secret1234 computer123 internet123
`)

export const COMMON_STEMS = words(`
password passw0rd p@ssw0rd p@ssword admin administrator root letmein welcome iloveyou qwerty qwertyuiop asdfgh
asdfghjkl zxcvbn zxcvbnm woaini zhongguo beijing shanghai hongqiao redbridge changeme secret test guest demo abc abcd
abcdef abcdefg master dragon monkey sunshine princess football superman
`)
