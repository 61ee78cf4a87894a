/* one /* two /* three; */ ; */ ' */
CREATE TABLE p54_t (n int /* a /* b */ ; */, m int);
/**/ CREATE /** ; /** ** / */ **/ VIEW p54_v /* * / */ AS SELECT n FROM p54_t /* ; */;
