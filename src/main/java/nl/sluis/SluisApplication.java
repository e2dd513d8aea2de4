package nl.sluis;
public final class SluisApplication { public static void main(String[] a) {} }
